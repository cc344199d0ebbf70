package org.openiep.dicom.net;

import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How a connection is secured: the BCP 195 TLS profile (PS3.15 B.12), that is TLS 1.3 or 1.2 with forward secrecy and
 * authenticated encryption only.
 *
 * @param context gives the certificates of ours and says which of theirs are trusted
 * @param clientCertificate what an acceptor wants of a requestor; without meaning for a requestor
 */
public record TlsSettings(SSLContext context, ClientCertificate clientCertificate) {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** RFC 9325 4.2 and 4.2.1, the best first. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** What an acceptor wants of a requestor. */
    public enum ClientCertificate {
        /** Nothing: the connection is encrypted, and the requestor is known by AE title and address alone. */
        NONE,
        /** A certificate that is shown must be trusted, but none need be shown. */
        WANTED,
        /** No connection without a trusted certificate. */
        NEEDED
    }

    SSLEngine client(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters(engine));
        return engine;
    }

    SSLEngine server() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        switch (clientCertificate) {
            case NEEDED -> parameters.setNeedClientAuth(true);
            case WANTED -> parameters.setWantClientAuth(true);
            case NONE -> parameters.setNeedClientAuth(false);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(both(PROTOCOLS, engine.getSupportedProtocols()));
        parameters.setCipherSuites(both(SUITES, engine.getSupportedCipherSuites()));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    private static String[] both(List<String> wanted, String[] supported) {
        List<String> there = Arrays.asList(supported);
        return wanted.stream().filter(there::contains).toArray(String[]::new);
    }
}
