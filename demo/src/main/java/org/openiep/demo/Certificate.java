package org.openiep.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for {@code localhost} and 127.0.0.1, signed by itself, and the trust in exactly this one.
 * Browsers will warn of it.
 */
public final class Certificate {
    private static final String ALIAS = "iep";
    private final Path keyStore;
    private final String password;

    private Certificate(Path keyStore, String password) {
        this.keyStore = keyStore;
        this.password = password;
    }

    /** The certificate that a folder holds; made by the JDK's keytool when there is none. */
    static Certificate in(Path folder, Jdk jdk) {
        try {
            Files.createDirectories(folder);
            Path keyStore = folder.resolve("https.p12");
            String password = Secrets.keptIn(folder.resolve("https.password"));
            if (!Files.exists(keyStore)) {
                Child.run(
                        List.of(
                                jdk.program("keytool").toString(),
                                // So short a run gains nothing from the second compiler, which would take a second.
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=localhost, O=Image exchange on this machine",
                                "-ext",
                                "SAN=DNS:localhost,IP:127.0.0.1",
                                "-validity",
                                "365",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keyStore.toString(),
                                "-storepass",
                                password),
                        folder,
                        "");
            }
            return new Certificate(keyStore, password);
        } catch (IOException e) {
            throw new UncheckedIOException("no certificate can be kept in " + folder, e);
        }
    }

    /** The environment that makes the server use it. */
    Map<String, String> environment() {
        return Map.of("IEP_KEYSTORE", keyStore.toString(), "IEP_KEYSTORE_PASSWORD", password);
    }

    /** A TLS context that trusts this certificate and no other. */
    public SSLContext trust() {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(in, password.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificate in " + keyStore + " cannot be read", e);
        }
    }
}
