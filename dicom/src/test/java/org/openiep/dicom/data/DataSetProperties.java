package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    /** Made from a number: nested generators of jqwik take a minute for the same. */
    @Provide
    Arbitrary<DataSet> dataSets() {
        return Arbitraries.longs().map(seed -> dataSet(new Random(seed), 3));
    }

    private static DataSet dataSet(Random random, int deep) {
        DataSet set = new DataSet();
        for (int i = random.nextInt(9); i > 0; i--) {
            set.put(element(random, deep));
        }
        return set;
    }

    private static Element element(Random random, int deep) {
        Dictionary.Entry entry = KNOWN.get(random.nextInt(KNOWN.size()));
        int tag = Integer.parseUnsignedInt(entry.tag(), 16);
        VR vr = entry.vrs().get(0);
        if (vr == VR.SQ) {
            List<DataSet> items = new ArrayList<>();
            for (int i = deep == 0 ? 0 : random.nextInt(4); i > 0; i--) {
                items.add(dataSet(random, deep - 1));
            }
            return new SequenceElement(tag, items);
        }
        int word = vr == VR.AT ? 4 : Math.max(2, vr.wordLength());
        return new ValueElement(tag, vr, value(random.nextInt(21) * word, (byte) random.nextInt()));
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
