package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Locale;
import org.openiep.policy.ExchangeClock;

/** The names by which people speak of transactions, such as IEP-26-0001234. */
@ApplicationScoped
class References {
    @PersistenceContext
    EntityManager entities;

    /** A new one: year and number. */
    String next(Instant now) {
        Number number = (Number) entities.createNativeQuery("select nextval('transaction_number')")
                .getSingleResult();
        int year = now.atZone(ExchangeClock.ZONE).getYear() % 100;
        return String.format(Locale.ROOT, "IEP-%02d-%07d", year, number.longValue());
    }
}
