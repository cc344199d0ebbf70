package org.openiep.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A DICOM application entity of an institution. */
@Entity
@Table(name = "node")
public class Node {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "institution_id", updatable = false)
    private Institution institution;

    private String name;
    private String aeTitle;
    private String ourAeTitle;
    private String host;
    private int port;

    @Column(name = "is_source")
    private boolean source;

    @Column(name = "is_destination")
    private boolean destination;

    private boolean preferred;
    private boolean checksAddress;
    private String patientIdPrefix;
    private int associations;
    private boolean active;

    @Enumerated(EnumType.STRING)
    private RetrieveMethod retrieve;

    private int associationsPerStudy;
    private int asyncWindow;

    @Enumerated(EnumType.STRING)
    private TransportSecurity security;

    private String certificateSubject;
    private boolean storageCommitment;
    private boolean decompressesLossy;
    private boolean mayQuery;
    private String changedBy;
    private Instant changed;

    /** Written by {@link Nodes#seen} and {@link Nodes#failed} alone, so that an edit never undoes it. */
    @Column(updatable = false)
    private @Nullable Instant lastAnswered;

    @Column(updatable = false)
    private String lastProblem = "";

    protected Node() {}

    Node(Institution institution, NodeForm form, String by, Instant now) {
        this.institution = institution;
        edit(form, by, now);
    }

    final void edit(NodeForm form, String by, Instant now) {
        name = form.name();
        aeTitle = form.aeTitle();
        ourAeTitle = form.ourAeTitle();
        host = form.host();
        port = form.port();
        source = form.source();
        destination = form.destination();
        preferred = form.preferred();
        checksAddress = form.checksAddress();
        patientIdPrefix = form.patientIdPrefix();
        associations = form.associations();
        active = form.active();
        NodeServices services = form.services();
        retrieve = services.retrieve();
        associationsPerStudy = services.associationsPerStudy();
        asyncWindow = services.asyncWindow();
        security = services.security();
        certificateSubject = services.certificateSubject();
        storageCommitment = services.storageCommitment();
        decompressesLossy = services.decompressesLossy();
        mayQuery = services.mayQuery();
        changedBy = by;
        changed = now;
    }

    public long id() {
        return id;
    }

    public long institutionId() {
        return institution.id();
    }

    public String institutionName() {
        return institution.name();
    }

    /** What people call it, such as "NUH Radiology PACS". */
    public String name() {
        return name;
    }

    public String aeTitle() {
        return aeTitle;
    }

    /** As whom we call it, and where it sends what it is asked to move. */
    public String ourAeTitle() {
        return ourAeTitle;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public boolean source() {
        return source;
    }

    public boolean destination() {
        return destination;
    }

    /** Filled in where its institution has several. */
    public boolean preferred() {
        return preferred;
    }

    /** Inbound associations of its AE title must come from its host. */
    public boolean checksAddress() {
        return checksAddress;
    }

    /** Put before the patient ID in searches (C8); may be empty. */
    public String patientIdPrefix() {
        return patientIdPrefix;
    }

    /** Open at once, each way, 1 to 16. */
    public int associations() {
        return associations;
    }

    public boolean active() {
        return active;
    }

    /** How the exchange and the node use each other's DICOM services. */
    public NodeServices services() {
        return new NodeServices(
                retrieve,
                associationsPerStudy,
                asyncWindow,
                security,
                certificateSubject,
                storageCommitment,
                decompressesLossy,
                mayQuery);
    }

    /** The node as it is edited. */
    public NodeForm form() {
        return new NodeForm(
                institution.id(),
                name,
                aeTitle,
                ourAeTitle,
                host,
                port,
                source,
                destination,
                preferred,
                checksAddress,
                patientIdPrefix,
                associations,
                active,
                services());
    }

    NodeView view() {
        return new NodeView(id, form(), institution.name(), lastAnswered, lastProblem, changedBy, changed);
    }

    /** What other institutions may know of it: its name, not where it is. */
    NodeView published() {
        NodeForm known = new NodeForm(
                institution.id(),
                name,
                "",
                "",
                "",
                0,
                source,
                destination,
                preferred,
                false,
                "",
                0,
                active,
                NodeServices.USUAL);
        return new NodeView(id, known, institution.name(), null, "", "", changed);
    }
}
