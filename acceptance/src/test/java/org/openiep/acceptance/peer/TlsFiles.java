package org.openiep.acceptance.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;

/** Keys and certificates for DICOM over TLS, made by OpenSSL: an authority, the exchange, a PACS, and a stranger. */
public final class TlsFiles {
    /** The name in the PACS's certificate. */
    public static final String PACS_NAME = "pacs.hospital.example";

    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** Makes all of them. */
    public TlsFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        authority("authority");
        signed("exchange", "exchange.example");
        signed("pacs", PACS_NAME);
        authority("stranger");
        openssl(
                "pkcs12",
                "-export",
                "-in",
                "exchange.pem",
                "-inkey",
                "exchange.key",
                "-name",
                "iep",
                "-passout",
                "pass:" + PASSWORD,
                "-out",
                "exchange.p12");
        trust();
    }

    private void authority(String name) throws IOException {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem",
                "-subj",
                "/CN=" + name,
                "-days",
                "30");
    }

    private void signed(String name, String commonName) throws IOException {
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr",
                "-subj",
                "/CN=" + commonName);
        Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=DNS:" + commonName + "\n");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "authority.pem",
                "-CAkey",
                "authority.key",
                "-CAcreateserial",
                "-out",
                name + ".pem",
                "-days",
                "30",
                "-extfile",
                name + ".ext");
    }

    private void openssl(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Tool.run(folder, command);
    }

    private void trust() throws IOException {
        try (InputStream in = Files.newInputStream(authority());
                OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            trusted.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** What makes the exchange use them. */
    public Map<String, String> environment(int port) {
        return Map.of(
                "IEP_DICOM_TLS_PORT",
                Integer.toString(port),
                "IEP_DICOM_KEYSTORE",
                folder.resolve("exchange.p12").toString(),
                "IEP_DICOM_KEYSTORE_PASSWORD",
                PASSWORD,
                "IEP_DICOM_TRUSTSTORE",
                folder.resolve("trust.p12").toString(),
                "IEP_DICOM_TRUSTSTORE_PASSWORD",
                PASSWORD);
    }

    /** Who signed the exchange's and the PACS's certificate. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    public Path pacsKey() {
        return folder.resolve("pacs.key");
    }

    public Path pacsCertificate() {
        return folder.resolve("pacs.pem");
    }

    /** Of somebody whom nobody trusts. */
    public Path strangersKey() {
        return folder.resolve("stranger.key");
    }

    public Path strangersCertificate() {
        return folder.resolve("stranger.pem");
    }
}
