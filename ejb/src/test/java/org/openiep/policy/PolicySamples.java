package org.openiep.policy;

import java.util.Map;
import javax.sql.DataSource;

/** Policies outside a server. */
public final class PolicySamples {
    private PolicySamples() {}

    /**
     * Policies of a migrated database.
     *
     * @param variables environment variables that override it
     */
    public static Policies of(DataSource database, Map<String, String> variables) {
        Policies policies = new Policies();
        policies.database = database;
        policies.readEnvironment(variables);
        return policies;
    }
}
