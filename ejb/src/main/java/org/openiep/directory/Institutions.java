package org.openiep.directory;

import jakarta.ejb.Stateless;
import java.util.List;

/** The institutions of the exchange. */
@Stateless
public class Institutions {
    /** Every institution for a system administrator, else the own one; by name. */
    public List<InstitutionView> list() {
        throw new UnsupportedOperationException();
    }

    /** Whom the caller can send to (B4): other active institutions with an active destination node. */
    public List<InstitutionView> matching(String typed, int max) {
        throw new UnsupportedOperationException();
    }

    public InstitutionView get(long id) {
        throw new UnsupportedOperationException();
    }

    public long create(InstitutionForm form) {
        throw new UnsupportedOperationException();
    }

    public void change(long id, InstitutionForm form) {
        throw new UnsupportedOperationException();
    }
}
