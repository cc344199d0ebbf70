package org.openiep.connector.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whom a certificate names: the common name of its subject and its DNS names (RFC 5280 4.1.2.6 and 4.2.1.6). */
public final class CertificateNames {
    private static final int DNS_NAME = 2;

    private CertificateNames() {}

    /** None when it names nobody in these forms. */
    public static Set<String> of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    names.add(part.getValue().toString());
                }
            }
            Collection<List<?>> others = certificate.getSubjectAlternativeNames();
            if (others != null) {
                for (List<?> other : others) {
                    if (other.get(0).equals(DNS_NAME)) {
                        names.add(other.get(1).toString());
                    }
                }
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            // A name that cannot be read is none.
            return names;
        }
        return names;
    }
}
