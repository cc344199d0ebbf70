package org.openiep.policy;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The values of the policies in force: the environment's, else the institution's, else the exchange's, else the preset.
 * Read from the database at most every five seconds, so a change reaches every server soon and a look costs nothing.
 * Needs no caller.
 */
@ApplicationScoped
public class Policies {
    private static final System.Logger LOG = System.getLogger(Policies.class.getName());
    private static final long FRESH_FOR_NANOS = Duration.ofSeconds(5).toNanos();
    /** In the place of an institution's id: the whole exchange. */
    private static final long EVERYWHERE = 0;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource database;

    private final Map<Policy, String> environment = new EnumMap<>(Policy.class);
    private volatile @Nullable Values values;

    private record Place(String policy, long institution) {}

    private record Values(Map<Place, String> texts, long readAt) {
        boolean fresh() {
            return System.nanoTime() - readAt < FRESH_FOR_NANOS;
        }
    }

    @PostConstruct
    void readEnvironment() {
        readEnvironment(System.getenv());
    }

    void readEnvironment(Map<String, String> variables) {
        for (Policy policy : Policy.values()) {
            String value = variables.get(policy.environmentVariable());
            if (value == null) {
                continue;
            }
            Optional<String> problem = PolicyFormat.problem(policy, value);
            if (problem.isEmpty()) {
                environment.put(policy, value);
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is not used: {1}",
                        policy.environmentVariable(),
                        problem.get());
            }
        }
    }

    public int number(Policy policy) {
        return number(policy, EVERYWHERE);
    }

    /** The institution's own value, or the exchange's where it has none. */
    public int number(Policy policy, long institution) {
        return Integer.parseInt(text(policy, Policy.Kind.NUMBER, institution).strip());
    }

    public Duration time(Policy policy) {
        return time(policy, EVERYWHERE);
    }

    /** The institution's own value, or the exchange's where it has none. */
    public Duration time(Policy policy, long institution) {
        return PolicyFormat.time(text(policy, Policy.Kind.TIME, institution));
    }

    public List<Duration> times(Policy policy) {
        return PolicyFormat.times(text(policy, Policy.Kind.TIMES, EVERYWHERE));
    }

    /** The institution's own value, or the exchange's where it has none. */
    public boolean flag(Policy policy, long institution) {
        return Boolean.parseBoolean(text(policy, Policy.Kind.FLAG, institution));
    }

    /** The institution's own value, or the exchange's where it has none; London time. */
    public LocalTime clock(Policy policy, long institution) {
        return PolicyFormat.clock(text(policy, Policy.Kind.CLOCK, institution));
    }

    /** The institution's own value, or the exchange's where it has none. */
    public List<LocalDate> dates(Policy policy, long institution) {
        return PolicyFormat.dates(text(policy, Policy.Kind.DATES, institution));
    }

    private String text(Policy policy, Policy.Kind kind, long institution) {
        if (policy.kind() != kind) {
            throw new IllegalArgumentException(policy.key() + " is a " + policy.kind() + ", not a " + kind);
        }
        String fixed = environment.get(policy);
        if (fixed != null) {
            return fixed;
        }
        Map<Place, String> texts = current().texts();
        String own = texts.get(new Place(policy.key(), institution));
        String shared = own != null ? own : texts.get(new Place(policy.key(), EVERYWHERE));
        // A value that was allowed when it was written, but no longer is, must not stop the exchange.
        return shared != null && PolicyFormat.problem(policy, shared).isEmpty() ? shared : policy.preset();
    }

    private Values current() {
        Values known = values;
        if (known != null && known.fresh()) {
            return known;
        }
        Values read = new Values(read(known), System.nanoTime());
        values = read;
        return read;
    }

    /** While the database is away the values known before, or the presets, stay in force. */
    private Map<Place, String> read(@Nullable Values known) {
        Map<Place, String> texts = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select policy, coalesce(institution_id, 0), value from policy_value");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                texts.put(new Place(row.getString(1), row.getLong(2)), row.getString(3));
            }
            return texts;
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "The policies cannot be read; those known before stay in force.", e);
            return known == null ? Map.of() : known.texts();
        }
    }
}
