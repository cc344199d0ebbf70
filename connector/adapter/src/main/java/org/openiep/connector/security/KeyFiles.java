package org.openiep.connector.security;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The files, PKCS#12 or JKS, that TLS rests on.
 *
 * @param own our key with its certificate chain; empty when we have none to show
 * @param trusted certificates of those whom we trust, or of who signed them; empty for those that the Java platform trusts
 */
public record KeyFiles(Optional<Store> own, Optional<Store> trusted) {

    /** A key store. */
    public record Store(Path file, String password) {
        /** Of settings, where an empty file means none. */
        public static Optional<Store> of(String file, String password) {
            return file.isBlank() ? Optional.empty() : Optional.of(new Store(Path.of(file.strip()), password));
        }

        private KeyStore load() throws IOException, GeneralSecurityException {
            return KeyStore.getInstance(new File(file.toString()), password.toCharArray());
        }
    }

    /**
     * What TLS needs to know.
     *
     * @throws IOException when a file is missing, damaged or has another password; the message names the file
     */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The keys for DICOM over TLS cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private KeyManager[] keys() throws IOException, GeneralSecurityException {
        if (own.isEmpty()) {
            return new KeyManager[0];
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(loaded(own.get()), own.get().password().toCharArray());
        return factory.getKeyManagers();
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (trusted.isPresent()) {
            factory.init(loaded(trusted.get()));
        } else {
            factory.init((KeyStore) null);
        }
        return factory.getTrustManagers();
    }

    private static KeyStore loaded(Store store) throws IOException {
        try {
            return store.load();
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    "The key store " + store.file() + " cannot be opened: " + e.getMessage()
                            + ". Is it there, and is its password right?",
                    e);
        }
    }
}
