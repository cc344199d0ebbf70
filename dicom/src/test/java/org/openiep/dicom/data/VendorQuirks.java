package org.openiep.dicom.data;

import static org.openiep.dicom.data.EdgeCases.UNDEFINED;
import static org.openiep.dicom.data.EdgeCases.begin;
import static org.openiep.dicom.data.EdgeCases.raw;

import java.io.IOException;
import java.util.List;
import org.openiep.dicom.data.EdgeCases.Case;

/** What devices do that is wrong. */
final class VendorQuirks {
    private VendorQuirks() {}

    static void addTo(List<Case> cases) throws IOException {
        broken(
                cases,
                "odd lengths",
                raw(cases.size())
                        .element(Tag.PATIENT_ID, "LO", "S12")
                        .longForm(0x00281201, "OW", 3)
                        .raw((byte) 1, (byte) 2, (byte) 3)
                        .longForm(Tag.PIXEL_DATA, "OB", 2)
                        .raw((byte) 1, (byte) 2));
        broken(
                cases,
                "an odd length at the end",
                raw(cases.size()).longForm(Tag.PIXEL_DATA, "OB", 1).raw((byte) 1));
        broken(
                cases,
                "wrong group lengths",
                new Wire()
                        .tag(0x00080000)
                        .text("UL")
                        .u16(4)
                        .u32(0xFFFF)
                        .raw(raw(cases.size()).bytes())
                        .tag(0x00100000)
                        .text("UL")
                        .u16(4)
                        .u32(2)
                        .element(Tag.PATIENT_ID, "LO", "S1"));
        broken(
                cases,
                "UN for what is known",
                raw(cases.size())
                        .longForm(Tag.PATIENT_ID, "UN", 2)
                        .text("S1")
                        .longForm(Tag.PROCEDURE_CODE_SEQUENCE, "UN", 8)
                        .tag(Tag.ITEM)
                        .u32(0));
        broken(
                cases,
                "a sequence whose delimiters are missing",
                raw(cases.size())
                        .longForm(Tag.CONTENT_SEQUENCE, "SQ", UNDEFINED)
                        .tag(Tag.ITEM)
                        .u32(10)
                        .element(Tag.STUDY_ID, "SH", "AB"));
        broken(
                cases,
                "fragments whose delimiter is missing",
                raw(cases.size())
                        .longForm(Tag.PIXEL_DATA, "OB", UNDEFINED)
                        .tag(Tag.ITEM)
                        .u32(0)
                        .tag(Tag.ITEM)
                        .u32(2)
                        .raw((byte) 1, (byte) 2));
        broken(
                cases,
                "backslashes, nulls and spaces in text of one value",
                raw(cases.size())
                        .element(Tag.PATIENT_ID, "LO", "S\\1\0\0")
                        .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2  "));
        broken(
                cases,
                "OB for words and OW for bytes",
                raw(cases.size())
                        .tag(Tag.BITS_ALLOCATED)
                        .text("US")
                        .u16(2)
                        .u16(16)
                        .longForm(Tag.PIXEL_DATA, "OB", 4)
                        .u32(0x01020304));
        broken(
                cases,
                "VRs that are none",
                raw(cases.size())
                        .tag(Tag.PATIENT_ID)
                        .text("??")
                        .u16(2)
                        .text("S1")
                        .longForm(0x00101001, "ZZ", 2)
                        .text("AB"));
        broken(
                cases,
                "elements out of order and twice",
                raw(cases.size())
                        .element(Tag.STUDY_ID, "SH", "AB")
                        .element(Tag.PATIENT_ID, "LO", "S1")
                        .element(Tag.PATIENT_ID, "LO", "S2"));
        broken(
                cases,
                "delimiters and reserved bytes that mean nothing",
                raw(cases.size())
                        .tag(Tag.ITEM_DELIMITATION)
                        .u32(0)
                        .tag(0x0040A160)
                        .text("UT")
                        .u16(0x2020)
                        .u32(2)
                        .text("AB"));
        broken(cases, "nulls behind the end", raw(cases.size()).raw(new byte[8]));
        broken(
                cases,
                "a value that is cut short",
                raw(cases.size()).longForm(Tag.PIXEL_DATA, "OW", 1000).raw(new byte[20]));
        cases.add(new Case(
                "explicit VR that says it is implicit",
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                raw(cases.size()).element(Tag.PATIENT_ID, "LO", "S1").bytes(),
                false));
        cases.add(new Case(
                "implicit VR that says it is explicit",
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                Samples.encoded(begin(cases.size()), TransferSyntax.IMPLICIT_LITTLE_ENDIAN),
                false));
    }

    private static void broken(List<Case> cases, String name, Wire wire) {
        cases.add(new Case(name, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, wire.bytes(), false));
    }
}
