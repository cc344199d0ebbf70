package org.openiep.dicom.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.openiep.dicom.net.TlsSettings;
import org.openiep.dicom.net.TlsSettings.ClientCertificate;

/** A self-signed certificate with its key, made by the JDK's keytool, in the forms that both sides read. */
final class Certificate {
    static final char[] PASSWORD = "invented".toCharArray();

    private final KeyStore store;

    /** Private key, PEM. */
    final Path keyFile;

    /** Certificate, PEM. */
    final Path file;

    private Certificate(KeyStore store, Path keyFile, Path file) {
        this.store = store;
        this.keyFile = keyFile;
        this.file = file;
    }

    static Certificate make(Path folder, String name) throws Exception {
        Path p12 = folder.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-validity",
                        "2",
                        "-keystore",
                        p12.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(p12)) {
            store.load(in, PASSWORD);
        }
        return new Certificate(
                store,
                pem(
                        folder.resolve(name + "-key.pem"),
                        "PRIVATE KEY",
                        store.getKey(name, PASSWORD).getEncoded()),
                pem(
                        folder.resolve(name + "-cert.pem"),
                        "CERTIFICATE",
                        store.getCertificate(name).getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    /** Shows this certificate and trusts the other. */
    TlsSettings trusting(Certificate other, ClientCertificate wanted) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust(other).getTrustManagers(), null);
        return new TlsSettings(context, wanted);
    }

    /** Shows none and trusts this one. */
    TlsSettings trustedAnonymously() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust(this).getTrustManagers(), null);
        return new TlsSettings(context, ClientCertificate.NONE);
    }

    private static TrustManagerFactory trust(Certificate other) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String alias = other.store.aliases().nextElement();
        trusted.setCertificateEntry("trusted", other.store.getCertificate(alias));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }
}
