# Makes the data dictionary resource from the table that Debian's libdcmtk17 installs:
#   awk -f src/main/dictionary/dictionary.awk /usr/share/libdcmtk17/dicom.dic | LC_ALL=C sort -u > body
# and the header of the resource goes before the body. The table holds the facts of PS3.6 and PS3.7 annex E:
# tag, value representation, keyword, value multiplicity.
# A repeating group or element is written with x, as PS3.6 does. Where PS3.6 allows several value
# representations, the one that the implicit encoding uses (PS3.5 A.1) stands first.
BEGIN {
    FS = "\t"
    several["ox"] = "OW|OB"; several["px"] = "OW|OB"; several["xs"] = "US|SS"; several["lt"] = "OW|US"; several["up"] = "UL"
}
/^#/ || NF < 5 { next }
$5 == "PRIVATE" || $5 == "ILLEGAL" || $5 == "GENERIC" || $2 == "na" { next }
{
    tag = toupper(substr($1, 2, length($1) - 2))
    split(tag, halves, ",")
    group = halves[1]; element = halves[2]
    if (group ~ /-/) group = substr(group, 1, 2) "xx"
    if (element ~ /-/) element = substr(element, 1, 2) "xx"
    vr = ($2 in several) ? several[$2] : $2
    keyword = $3
    retired = sub(/^RETIRED_/, "", keyword) ? " retired" : ""
    print group element, vr, $4, keyword retired
}
