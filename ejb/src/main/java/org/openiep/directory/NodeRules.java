package org.openiep.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openiep.problem.FieldProblem;

/** What makes a node's form acceptable. */
final class NodeRules {
    /** The default character repertoire without backslash and control characters, not blank (PS3.5 6.2, VR AE). */
    private static final Pattern AE_TITLE = Pattern.compile("[\\x20-\\x5B\\x5D-\\x7E]{1,16}");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    /** Blanks, backslash and the wildcards of a C-FIND would change what is searched for (PS3.4 C.2.2.2). */
    private static final Pattern PREFIX = Pattern.compile("[\\x21-\\x7E&&[^\\\\*?]]{0,16}");

    private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7E]{0,253}");

    private NodeRules() {}

    static List<FieldProblem> check(NodeForm form) {
        List<FieldProblem> problems = new ArrayList<>();
        if (form.name().isBlank() || form.name().length() > 80) {
            problems.add(new FieldProblem("name", "Enter a name that people know it by, 1 to 80 characters."));
        }
        aeTitle(form.aeTitle(), "aeTitle", "the node's AE title", problems);
        aeTitle(form.ourAeTitle(), "ourAeTitle", "the AE title that the exchange uses with it", problems);
        if (!HOST.matcher(form.host()).matches()) {
            problems.add(new FieldProblem(
                    "host", "Enter a host name or an IP address without blanks, such as pacs.example.nhs.uk."));
        }
        if (form.port() < 1 || form.port() > 65_535) {
            problems.add(new FieldProblem("port", "Enter a port from 1 to 65535; PACS often use 104 or 11112."));
        }
        if (form.associations() < 1 || form.associations() > 16) {
            problems.add(new FieldProblem("associations", "Enter how many associations may be open, 1 to 16."));
        }
        if (!PREFIX.matcher(form.patientIdPrefix()).matches()) {
            problems.add(new FieldProblem(
                    "patientIdPrefix", "Enter up to 16 characters without blanks, * and ?, such as RWE, or nothing."));
        }
        if (!form.source() && !form.destination()) {
            problems.add(new FieldProblem("source", "Tick source, destination or both."));
        }
        services(form.services(), problems);
        return problems;
    }

    private static void services(NodeServices services, List<FieldProblem> problems) {
        if (services.associationsPerStudy() < 1 || services.associationsPerStudy() > 16) {
            problems.add(new FieldProblem(
                    "services.associationsPerStudy", "Enter on how many associations one study may be sent, 1 to 16."));
        }
        if (services.asyncWindow() < 1 || services.asyncWindow() > 64) {
            problems.add(new FieldProblem(
                    "services.asyncWindow",
                    "Enter how many images may be sent before the first is answered, 1 to 64."));
        }
        if (!SUBJECT.matcher(services.certificateSubject()).matches()) {
            problems.add(new FieldProblem(
                    "services.certificateSubject",
                    "Enter the name in its certificate, such as pacs.example.nhs.uk, or leave it empty."));
        } else if (!services.certificateSubject().isEmpty() && services.security() == TransportSecurity.PLAIN) {
            problems.add(new FieldProblem(
                    "services.certificateSubject",
                    "Without TLS there is no certificate: choose TLS, or leave this empty."));
        }
    }

    private static void aeTitle(String value, String field, String words, List<FieldProblem> problems) {
        if (value.isBlank() || !AE_TITLE.matcher(value).matches()) {
            problems.add(new FieldProblem(
                    field, "Enter " + words + ": 1 to 16 letters, digits and signs, no backslash, such as RX1PACS."));
        }
    }
}
