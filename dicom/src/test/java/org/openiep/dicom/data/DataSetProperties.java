package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of data sets of any elements, in any encoding. */
class DataSetProperties {
    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);

    /** Elements that the dictionary knows, so that implicit VR keeps them. */
    private static final List<Dictionary.Entry> KNOWN = Dictionary.entries().stream()
            .filter(entry -> entry.vrs().size() == 1 && entry.tag().indexOf('x') < 0)
            .filter(entry -> Integer.compareUnsigned(Integer.parseUnsignedInt(entry.tag(), 16), 0x00080001) > 0)
            .filter(entry -> !entry.tag().startsWith("FFFE") && !entry.tag().equals("00080005"))
            .toList();

    @Provide
    Arbitrary<DataSet> dataSets() {
        return dataSets(3);
    }

    private static Arbitrary<DataSet> dataSets(int deep) {
        return elements(deep).list().ofMaxSize(8).map(elements -> {
            DataSet set = new DataSet();
            elements.forEach(set::put);
            return set;
        });
    }

    private static Arbitrary<Element> elements(int deep) {
        return Arbitraries.of(KNOWN).flatMap(entry -> {
            int tag = Integer.parseUnsignedInt(entry.tag(), 16);
            VR vr = entry.vrs().get(0);
            if (vr == VR.SQ) {
                return deep == 0
                        ? Arbitraries.just(new SequenceElement(tag, List.of()))
                        : dataSets(deep - 1).list().ofMaxSize(3).map(items -> new SequenceElement(tag, items));
            }
            int word = vr == VR.AT ? 4 : Math.max(2, vr.wordLength());
            return Combinators.combine(Arbitraries.integers().between(0, 20), Arbitraries.bytes())
                    .as((words, fill) -> new ValueElement(tag, vr, value(words * word, fill)));
        });
    }

    private static byte[] value(int length, byte fill) {
        byte[] value = new byte[length];
        for (int i = 0; i < length; i++) {
            value[i] = (byte) (fill + 31 * i);
        }
        return value;
    }

    @Provide
    Arbitrary<Map.Entry<TransferSyntax, TransferSyntax>> pairs() {
        return Combinators.combine(Arbitraries.of(SYNTAXES), Arbitraries.of(SYNTAXES))
                .as(Map::entry);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsRead(@ForAll("dataSets") DataSet set, @ForAll("pairs") Map.Entry<TransferSyntax, ?> syntax)
            throws IOException {
        assertThat(Samples.decoded(Samples.encoded(set, syntax.getKey()), syntax.getKey()))
                .isEqualTo(set);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anotherEncodingHoldsTheSame(
            @ForAll("dataSets") DataSet set, @ForAll("pairs") Map.Entry<TransferSyntax, TransferSyntax> pair)
            throws IOException {
        byte[] bytes = Samples.encoded(set, pair.getKey());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DataSetCopier.copy(new ByteArrayInputStream(bytes), pair.getKey(), out, pair.getValue(), new Changes());

        assertThat(Samples.decoded(out.toByteArray(), pair.getValue())).isEqualTo(set);
        if (pair.getKey().equals(pair.getValue()) && !pair.getKey().deflated()) {
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }

    /** Whatever is there, a changed element has its new value and the others stay. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aChangeChangesNothingElse(
            @ForAll("dataSets") DataSet set, @ForAll("pairs") Map.Entry<TransferSyntax, ?> syntax) throws IOException {
        DataSet expected = Samples.decoded(Samples.encoded(set, syntax.getKey()), syntax.getKey());
        expected.put(Tag.PATIENT_ID, "NEW").remove(Tag.PATIENT_NAME).remove(0x00080001);
        Changes changes = new Changes()
                .put(new ValueElement(Tag.PATIENT_ID, VR.LO, new byte[] {'N', 'E', 'W', ' '}))
                .remove(Tag.PATIENT_NAME);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DataSetCopier.copy(
                new ByteArrayInputStream(Samples.encoded(set, syntax.getKey())),
                syntax.getKey(),
                out,
                syntax.getKey(),
                changes);

        assertThat(Samples.decoded(out.toByteArray(), syntax.getKey())).isEqualTo(expected);
    }
}
