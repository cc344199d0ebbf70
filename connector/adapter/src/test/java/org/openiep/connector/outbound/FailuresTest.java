package org.openiep.connector.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.DicomFailure.Reason;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.net.Abort;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.AssociationAbortedException;
import org.openiep.dicom.net.AssociationRejectedException;
import org.openiep.dicom.net.AssociationTimeoutException;
import org.openiep.dicom.net.ConnectionLostException;
import org.openiep.dicom.net.DicomProtocolException;
import org.openiep.dicom.net.PeerUnreachableException;

@DisplayName("What went wrong, told apart by what somebody has to do about it")
class FailuresTest {
    private static Reason reason(IOException e) {
        return Failures.of(e).reason();
    }

    private static Reason reason(AssociateReject reject) {
        return reason(new AssociationRejectedException("x", reject));
    }

    @Test
    @DisplayName("Each end of an association has its reason")
    void reasons() {
        assertThat(reason(new PeerUnreachableException("x"))).isEqualTo(Reason.UNREACHABLE);
        assertThat(reason(AssociateReject.CALLING_AE_NOT_RECOGNISED)).isEqualTo(Reason.CALLING_AE_REJECTED);
        assertThat(reason(AssociateReject.CALLED_AE_NOT_RECOGNISED)).isEqualTo(Reason.CALLED_AE_REJECTED);
        assertThat(reason(AssociateReject.NO_REASON)).isEqualTo(Reason.REJECTED);
        assertThat(reason(AssociateReject.LOCAL_LIMIT_EXCEEDED)).isEqualTo(Reason.BUSY);
        assertThat(reason(AssociateReject.TEMPORARY_CONGESTION)).isEqualTo(Reason.BUSY);
        assertThat(reason(new AssociationAbortedException(Abort.BY_USER))).isEqualTo(Reason.ABORTED);
        assertThat(reason(new ConnectionLostException("x"))).isEqualTo(Reason.ABORTED);
        assertThat(reason(new AssociationTimeoutException("x"))).isEqualTo(Reason.TIMED_OUT);
        assertThat(reason(new DicomProtocolException(0, "x"))).isEqualTo(Reason.PROTOCOL);
        assertThat(reason(new NoSuchFileException("secret-name.dcm"))).isEqualTo(Reason.OURS);
    }

    @Test
    @DisplayName("The message of a fault of our own names no file")
    void noFileName() {
        assertThat(Failures.of(new NoSuchFileException("secret-name.dcm"))).hasMessageNotContaining("secret");
    }

    @Test
    @DisplayName("A refusal keeps its status, and says it in the standard's words")
    void refused() {
        DicomFailure failure = Failures.refused("C-FIND", Status.OUT_OF_RESOURCES);
        assertThat(failure.status()).isEqualTo(0xA700);
        assertThat(failure).hasMessage("The node answered C-FIND with out of resources (A700H).");
    }

    @Test
    @DisplayName("An empty pool is told apart from other faults of the container")
    void pool() {
        ResourceException empty = new ResourceException(
                "IJ000453: Unable to get managed connection",
                new ResourceException("IJ000655: No managed connections available"));
        assertThat(Failures.of(empty).reason()).isEqualTo(Reason.ALL_IN_USE);
        assertThat(Failures.of(new ResourceException("else")).reason()).isEqualTo(Reason.OURS);
    }
}
