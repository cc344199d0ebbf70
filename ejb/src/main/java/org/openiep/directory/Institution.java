package org.openiep.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A hospital, company or other body that sends or receives. */
@Entity
@Table(name = "institution")
public class Institution {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String odsCode;
    private String name;

    @Enumerated(EnumType.STRING)
    private InstitutionKind kind;

    private boolean hosted;
    private boolean namedRecipientRequired;
    private boolean deliversByItself;
    private String patientIdPattern;
    private boolean active;
    private String changedBy;
    private Instant changed;

    protected Institution() {}

    Institution(InstitutionForm form, String by, Instant now) {
        edit(form, by, now);
    }

    final void edit(InstitutionForm form, String by, Instant now) {
        odsCode = form.odsCode();
        name = form.name();
        kind = form.kind();
        hosted = form.hosted();
        namedRecipientRequired = form.namedRecipientRequired();
        deliversByItself = form.deliversByItself();
        patientIdPattern = form.patientIdPattern();
        active = form.active();
        changedBy = by;
        changed = now;
    }

    public long id() {
        return id;
    }

    public String odsCode() {
        return odsCode;
    }

    public String name() {
        return name;
    }

    /** Refuses transfers without the name of the person receiving (E11). */
    public boolean namedRecipientRequired() {
        return namedRecipientRequired;
    }

    /** What reaches On IEP for it goes on to its PACS with nobody asking (I1). */
    public boolean deliversByItself() {
        return deliversByItself;
    }

    /** A regular expression for its own patient IDs; empty for any (C7). */
    public String patientIdPattern() {
        return patientIdPattern;
    }

    public boolean active() {
        return active;
    }

    InstitutionForm form() {
        return new InstitutionForm(
                odsCode, name, kind, hosted, namedRecipientRequired, deliversByItself, patientIdPattern, active);
    }

    InstitutionView view() {
        return new InstitutionView(id, form(), changedBy, changed);
    }
}
