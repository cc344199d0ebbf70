package org.openiep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.DicomFailure.Reason;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.diagnosis.Diagnoses.Named;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;

class DiagnosesTest {
    private static final Undelivered IMAGE = new Undelivered(
            1, "2.25.1", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.1.2.1", "1/1/2.25.1.dcm", 2, 3, false, 0);

    private static final Named PACS = new Named("Nottingham PACS", "NUHPACS", "OPENIEP", "pacs.nuh.example", 104);

    @ParameterizedTest
    @EnumSource(Reason.class)
    @DisplayName("I13: every failure of an association has a class, a meaning and advice")
    void everyReason(Reason reason) {
        Diagnosis diagnosis = Diagnoses.of(new DicomFailure(reason, "said at pacs.nuh.example:104"), PACS);
        assertThat(diagnosis.cause()).isNotBlank().endsWith(".").hasSizeLessThan(80);
        assertThat(diagnosis.meaning()).isNotBlank().endsWith(".");
        assertThat(diagnosis.advice()).isNotBlank().endsWith(".");
        assertThat(diagnosis.adviceForTransaction().split("press Retry", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(diagnosis.toString()).doesNotContain("pacs.nuh.example");
        if (reason != Reason.OURS) {
            assertThat(diagnosis.cause()).contains("Nottingham PACS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, true",
        "BUSY, true",
        "TIMED_OUT, true",
        "ABORTED, true",
        "CALLING_AE_UNKNOWN, false",
        "CALLED_AE_WRONG, false",
        "SOP_CLASS_REFUSED, false",
        "TRANSFER_SYNTAX_REFUSED, false",
        "KIND_REFUSED, false",
        "OBJECT_REFUSED, false",
        "BAD_OBJECT, false",
        "NO_SUCH_STUDY, false",
        "OUT_OF_SPACE, true"
    })
    @DisplayName("What is refused for good is not retried by itself; what may pass is")
    void retried(FailureClass failure, boolean retried) {
        assertThat(failure.retried()).isEqualTo(retried);
    }

    @Test
    @DisplayName("Our own troubles spend no attempt")
    void ownTroubles() {
        assertThat(List.of(FailureClass.DATABASE, FailureClass.INTERRUPTED, FailureClass.ALL_IN_USE))
                .allMatch(failure -> failure.retried() && !failure.spendsAttempt());
    }

    @Test
    @DisplayName("I13: an image that the node cannot understand is a bad object, and what to do about it is said")
    void badObject() {
        Diagnosis diagnosis = Diagnoses.refused(PACS, List.of(answer(0xC123, ""), answer(0xA900, "")), 5);
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.BAD_OBJECT);
        assertThat(diagnosis.advice()).contains("check and mend these images");
        assertThat(diagnosis.instances()).hasSize(2);
    }

    @Test
    @DisplayName("I13: a refused image is told by node, number and reason")
    void refused() {
        Diagnosis diagnosis = Diagnoses.refused(PACS, List.of(answer(0xA700, "no space")), 120);
        assertThat(diagnosis.cause()).isEqualTo("Nottingham PACS refused 1 of 120 images: out of resources.");
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.OUT_OF_SPACE);
    }

    @Test
    @DisplayName("Several reasons are counted")
    void severalReasons() {
        Diagnosis diagnosis =
                Diagnoses.refused(PACS, List.of(answer(0xA700, ""), answer(0xC123, ""), answer(0xC001, "")), 5);
        assertThat(diagnosis.cause())
                .isEqualTo("Nottingham PACS refused 3 of 5 images: 1 out of resources,"
                        + " 2 the image cannot be understood.");
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.OBJECT_REFUSED);
    }

    @Test
    @DisplayName("A kind that is not accepted is told in words")
    void kind() {
        Answer answer = answer(null, "Enhanced MR Image Storage (JPEG-LS Lossless)");
        assertThat(Diagnoses.refused(PACS, List.of(answer, answer), 3).cause())
                .isEqualTo("Nottingham PACS does not take Enhanced MR Image Storage (JPEG-LS Lossless):"
                        + " 2 of 3 images were not sent.");
    }

    @Test
    @DisplayName(
            "I13: a refused SOP class is told from a refused transfer syntax, and both from what is unsaid or mixed")
    void classAndSyntax() {
        Answer sopClass = notOffered(KindRefusal.Cause.SOP_CLASS);
        Answer syntax = notOffered(KindRefusal.Cause.TRANSFER_SYNTAX);
        assertThat(Diagnoses.refused(PACS, List.of(sopClass, sopClass), 3).failure())
                .isEqualTo(FailureClass.SOP_CLASS_REFUSED);
        assertThat(Diagnoses.refused(PACS, List.of(syntax), 3).failure())
                .isEqualTo(FailureClass.TRANSFER_SYNTAX_REFUSED);
        assertThat(Diagnoses.refused(PACS, List.of(sopClass, syntax), 3).failure())
                .isEqualTo(FailureClass.KIND_REFUSED);
        assertThat(Diagnoses.refused(PACS, List.of(notOffered(KindRefusal.Cause.UNSAID)), 3)
                        .failure())
                .isEqualTo(FailureClass.KIND_REFUSED);
    }

    @Test
    @DisplayName("A failure keeps at most a hundred instances")
    void bounded() {
        Answer[] many =
                IntStream.range(0, 500).mapToObj(i -> answer(0xA700, "")).toArray(Answer[]::new);
        assertThat(Diagnoses.refused(PACS, Arrays.asList(many), 500).instances())
                .hasSize(100);
    }

    @Test
    @DisplayName("A source that cannot send to us at all is told from one that sends too little")
    void nothingArrived() {
        MoveOutcome failed = new MoveOutcome(0xB000, 0, 0, 12, 0, "");
        assertThat(Diagnoses.fewer(PACS, 0, 12, failed, List.of()).failure())
                .isEqualTo(FailureClass.SOURCE_CANNOT_SEND);
        assertThat(Diagnoses.fewer(PACS, 11, 12, failed, List.of()).cause())
                .isEqualTo("Fewer images than the source promised: 11 of 12.");
    }

    private static Answer answer(@Nullable Integer status, String comment) {
        return new Answer(IMAGE, false, status, comment, null);
    }

    private static Answer notOffered(KindRefusal.Cause cause) {
        return Answer.notOffered(IMAGE, new KindRefusal(cause, "Enhanced MR Image Storage"));
    }
}
