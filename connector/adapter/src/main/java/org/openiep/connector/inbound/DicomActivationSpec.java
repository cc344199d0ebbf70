package org.openiep.connector.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.security.KeyFiles;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.TlsSettings;

/** How a message endpoint listens; each property may stand in its activation configuration. */
@Activation(messageListeners = DicomListener.class)
public class DicomActivationSpec implements ActivationSpec {
    private static final int NO_PORT = -1;

    private @Nullable ResourceAdapter resourceAdapter;
    private Integer port = 11112;
    private Integer tlsPort = NO_PORT;
    private String keyStore = "";
    private String keyStorePassword = "";
    private String trustStore = "";
    private String trustStorePassword = "";
    private String clientCertificate = TlsSettings.ClientCertificate.NEEDED.name();
    private String bindAddress = "0.0.0.0";
    private String aeTitles = "OPENIEP";
    private String incomingFolder = "";
    private Integer maxAssociations = 200;
    private Integer idleTimeoutSeconds = 60;
    private Integer negotiationTimeoutSeconds = 30;
    private Integer maxPduLength = AssociationSettings.DEFAULT_MAX_PDU_LENGTH;
    private Integer backlog = 1024;
    private Integer roomMillis = 10_000;
    private Integer batchSize = 256;
    private Integer batchMillis = 250;
    private Boolean syncEachObject = true;

    @Override
    public void validate() throws InvalidPropertyException {
        check(port >= 0 && port <= 65535, "port must be 0 to 65535, not " + port);
        check(tlsPort >= NO_PORT && tlsPort <= 65535, "tlsPort must be 0 to 65535, or -1 for none, not " + tlsPort);
        check(tlsPort == NO_PORT || !keyStore.isBlank(), "keyStore must be given where tlsPort is");
        check(
                Arrays.stream(TlsSettings.ClientCertificate.values())
                        .anyMatch(value -> value.name().equalsIgnoreCase(clientCertificate.strip())),
                "clientCertificate must be NONE, WANTED or NEEDED, not " + clientCertificate);
        check(!titles().isEmpty(), "aeTitles must name one or more AE titles, separated by commas");
        for (String title : titles()) {
            check(title.length() <= 16, "aeTitles: '" + title + "' has more than 16 characters");
        }
        check(!incomingFolder.isBlank(), "incomingFolder must be given");
        try {
            folder();
        } catch (InvalidPathException e) {
            throw new InvalidPropertyException("incomingFolder is no path: " + e.getMessage() + ".", e);
        }
        check(maxAssociations >= 1, "maxAssociations must be 1 or more");
        check(idleTimeoutSeconds >= 1, "idleTimeoutSeconds must be 1 or more");
        check(negotiationTimeoutSeconds >= 1, "negotiationTimeoutSeconds must be 1 or more");
        check(
                maxPduLength >= 131_072 && maxPduLength <= 16_777_216 && maxPduLength % 2 == 0,
                "maxPduLength must be an even number from 131072 to 16777216");
        check(batchSize >= 1, "batchSize must be 1 or more");
        check(backlog >= batchSize, "backlog must not be less than batchSize");
        check(roomMillis >= 0, "roomMillis must be 0 or more");
        check(batchMillis >= 0, "batchMillis must be 0 or more");
    }

    private static void check(boolean fine, String message) throws InvalidPropertyException {
        if (!fine) {
            throw new InvalidPropertyException(message + ".");
        }
    }

    AssociationSettings settings() {
        return new AssociationSettings(
                Duration.ofSeconds(negotiationTimeoutSeconds),
                Duration.ofSeconds(negotiationTimeoutSeconds),
                Duration.ofSeconds(idleTimeoutSeconds),
                maxPduLength);
    }

    boolean isSecurePortWanted() {
        return tlsPort != NO_PORT;
    }

    KeyFiles keyFiles() {
        return new KeyFiles(
                KeyFiles.Store.of(keyStore, keyStorePassword), KeyFiles.Store.of(trustStore, trustStorePassword));
    }

    /** For the secure port. */
    TlsSettings tls(SSLContext context) {
        return new TlsSettings(
                context,
                TlsSettings.ClientCertificate.valueOf(clientCertificate.strip().toUpperCase(Locale.ROOT)));
    }

    Set<String> titles() {
        return Arrays.stream(aeTitles.split(",", -1))
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Path folder() {
        return Path.of(incomingFolder.strip()).toAbsolutePath().normalize();
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        resourceAdapter = adapter;
    }

    /** TCP port to listen on; 0 takes any free one. */
    public Integer getPort() {
        return port;
    }

    /** 0 to 65535. */
    public void setPort(Integer port) {
        this.port = port;
    }

    /** TCP port to listen on with TLS; 0 takes any free one, -1 none. */
    public Integer getTlsPort() {
        return tlsPort;
    }

    /** -1 to 65535. */
    public void setTlsPort(Integer port) {
        tlsPort = port;
    }

    /** PKCS#12 or JKS file with our key and its certificate chain. */
    public String getKeyStore() {
        return keyStore;
    }

    /** Empty for none. */
    public void setKeyStore(String file) {
        keyStore = file;
    }

    /** Of the key store and the key in it. */
    public String getKeyStorePassword() {
        return keyStorePassword;
    }

    /** Empty where there is no key store. */
    public void setKeyStorePassword(String password) {
        keyStorePassword = password;
    }

    /** PKCS#12 or JKS file with the certificates that we trust. */
    public String getTrustStore() {
        return trustStore;
    }

    /** Empty for what the Java platform trusts. */
    public void setTrustStore(String file) {
        trustStore = file;
    }

    /** Of the trust store. */
    public String getTrustStorePassword() {
        return trustStorePassword;
    }

    /** Empty where there is no trust store. */
    public void setTrustStorePassword(String password) {
        trustStorePassword = password;
    }

    /** What the secure port wants of callers. */
    public String getClientCertificate() {
        return clientCertificate;
    }

    /** NONE, WANTED or NEEDED. */
    public void setClientCertificate(String wanted) {
        clientCertificate = wanted;
    }

    /** Address to listen on. */
    public String getBindAddress() {
        return bindAddress;
    }

    /** 0.0.0.0 for all. */
    public void setBindAddress(String address) {
        bindAddress = address;
    }

    /** The AE titles that we answer to. */
    public String getAeTitles() {
        return aeTitles;
    }

    /** Separated by commas. */
    public void setAeTitles(String titles) {
        aeTitles = titles;
    }

    /** Where objects lie until the application takes them. */
    public String getIncomingFolder() {
        return incomingFolder;
    }

    /** On the file system of the image store; made if it is not there. */
    public void setIncomingFolder(String folder) {
        incomingFolder = folder;
    }

    /** Associations open at once, of all callers. */
    public Integer getMaxAssociations() {
        return maxAssociations;
    }

    /** 1 or more; each holds a thread. */
    public void setMaxAssociations(Integer associations) {
        maxAssociations = associations;
    }

    /** Longest silence of a caller, in seconds. */
    public Integer getIdleTimeoutSeconds() {
        return idleTimeoutSeconds;
    }

    /** 1 or more. */
    public void setIdleTimeoutSeconds(Integer seconds) {
        idleTimeoutSeconds = seconds;
    }

    /** Seconds until A-ASSOCIATE is through. */
    public Integer getNegotiationTimeoutSeconds() {
        return negotiationTimeoutSeconds;
    }

    /** 1 or more. */
    public void setNegotiationTimeoutSeconds(Integer seconds) {
        negotiationTimeoutSeconds = seconds;
    }

    /** Maximum PDU length that we offer, in bytes. */
    public Integer getMaxPduLength() {
        return maxPduLength;
    }

    /** Even, 131072 to 16777216. */
    public void setMaxPduLength(Integer bytes) {
        maxPduLength = bytes;
    }

    /** Objects that may wait for the application; more are refused as out of resources (A700H). */
    public Integer getBacklog() {
        return backlog;
    }

    /** At least the batch size. */
    public void setBacklog(Integer objects) {
        backlog = objects;
    }

    /**
     * How long an object waits for room in the backlog, in milliseconds: longer than a database needs to recover from a
     * hiccup, shorter than senders wait for an answer.
     */
    public Integer getRoomMillis() {
        return roomMillis;
    }

    /** 0 or more. */
    public void setRoomMillis(Integer millis) {
        roomMillis = millis;
    }

    /** Most objects in one delivery to the application. */
    public Integer getBatchSize() {
        return batchSize;
    }

    /** 1 or more. */
    public void setBatchSize(Integer objects) {
        batchSize = objects;
    }

    /** Longest wait for a batch to fill, in milliseconds. */
    public Integer getBatchMillis() {
        return batchMillis;
    }

    /** 0 or more. */
    public void setBatchMillis(Integer millis) {
        batchMillis = millis;
    }

    /** Is each object forced to disk before it is answered? */
    public Boolean getSyncEachObject() {
        return syncEachObject;
    }

    /** False only where a success answer may be lost with the power. */
    public void setSyncEachObject(Boolean sync) {
        syncEachObject = sync;
    }
}
