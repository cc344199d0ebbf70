package org.openiep.web.report;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openiep.diagnosis.FailureClass;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Status;
import org.openiep.problem.InvalidInput;
import org.openiep.report.Report;
import org.openiep.report.Report.Count;
import org.openiep.report.Reports;
import org.openiep.web.page.Problems;
import org.openiep.web.words.FailureWords;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** The figures of the own institution over a chosen period. */
@Named("reports")
@ViewScoped
public class ReportsPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int PRESET_DAYS = 28;

    /** A figure with its name in words and its share of the whole. */
    public record Line(String name, String number, long percent) {

        public String getName() {
            return name;
        }

        public String getNumber() {
            return number;
        }

        public long getPercent() {
            return percent;
        }
    }

    /** How long one priority took. */
    public record TimesLine(String name, String delivered, String median, String ninetieth) {

        public String getName() {
            return name;
        }

        public String getDelivered() {
            return delivered;
        }

        public String getMedian() {
            return median;
        }

        public String getNinetieth() {
            return ninetieth;
        }
    }

    @EJB
    private Reports reports;

    @Inject
    private Clock clock;

    private final Problems problems = new Problems();
    private String from = "";
    private String to = "";
    private transient @Nullable Report report;

    /** The last four weeks, until somebody chooses other days. */
    public void open() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Moments.LONDON);
        from = Moments.date(today.minusDays(PRESET_DAYS));
        to = Moments.date(today);
        show();
    }

    /** Reads the figures of the period that is typed. */
    public void show() {
        problems.clear();
        Optional<LocalDate> first = day("from", from);
        Optional<LocalDate> last = day("to", to);
        if (first.isEmpty() || last.isEmpty()) {
            return;
        }
        try {
            report = reports.of(first.get(), last.get());
        } catch (InvalidInput invalid) {
            problems.addAll(invalid);
        }
    }

    private Optional<LocalDate> day(String field, String typed) {
        Optional<LocalDate> day = Moments.typedDate(typed);
        if (day.isEmpty()) {
            problems.add(field, "Enter a day as dd/mm/yyyy, such as 27/08/2026.");
        }
        return day;
    }

    public List<Line> getByStatus() {
        return report == null ? List.of() : lines(report.byStatus(), ReportsPage::statusWord);
    }

    public List<Line> getByPriority() {
        return report == null ? List.of() : lines(report.byPriority(), ReportsPage::priorityWord);
    }

    public List<Line> getByPartner() {
        return report == null ? List.of() : lines(report.byPartner(), name -> name);
    }

    public List<Line> getFailures() {
        return report == null ? List.of() : lines(report.failures(), ReportsPage::failureWord);
    }

    public List<TimesLine> getTimes() {
        return report == null
                ? List.of()
                : report.times().stream()
                        .map(each -> new TimesLine(
                                priorityWord(each.priority()),
                                "%,d".formatted(each.delivered()),
                                took(each.medianSeconds()),
                                took(each.ninetiethSeconds())))
                        .toList();
    }

    private static List<Line> lines(List<Count> counts, UnaryOperator<String> words) {
        long all = Math.max(1, counts.stream().mapToLong(Count::number).sum());
        return counts.stream()
                .map(count -> new Line(
                        words.apply(count.name()), "%,d".formatted(count.number()), count.number() * 100 / all))
                .toList();
    }

    private static String took(double seconds) {
        return Moments.took(Duration.ofMillis((long) (seconds * 1000)));
    }

    private static String statusWord(String name) {
        return word(Status.values(), name, Words::of);
    }

    private static String priorityWord(String name) {
        return word(Priority.values(), name, Words::of);
    }

    private static String failureWord(String name) {
        return word(FailureClass.values(), name, FailureWords::of);
    }

    private static <E extends Enum<E>> String word(E[] values, String name, Function<E, String> words) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .map(words)
                .orElse(name);
    }

    /** The statuses as bars: one dark colour with its figures beside it in the table, readable in grey. */
    public String getChart() {
        JsonArrayBuilder labels = Json.createArrayBuilder();
        JsonArrayBuilder numbers = Json.createArrayBuilder();
        if (report != null) {
            report.byStatus().forEach(count -> {
                labels.add(statusWord(count.name()));
                numbers.add(count.number());
            });
        }
        return Json.createObjectBuilder()
                .add("type", "bar")
                .add(
                        "data",
                        Json.createObjectBuilder()
                                .add("labels", labels)
                                .add(
                                        "datasets",
                                        Json.createArrayBuilder()
                                                .add(Json.createObjectBuilder()
                                                        .add("label", "Transactions")
                                                        .add("data", numbers)
                                                        .add("backgroundColor", "#4c6272")
                                                        .add("maxBarThickness", 28))))
                .add("options", options())
                .build()
                .toString();
    }

    private static JsonObject options() {
        return Json.createObjectBuilder()
                .add("indexAxis", "y")
                .add("animation", false)
                .add("maintainAspectRatio", false)
                .add("scales", Json.createObjectBuilder().add("x", wholeNumbers()))
                .add(
                        "plugins",
                        Json.createObjectBuilder()
                                .add("legend", Json.createObjectBuilder().add("display", false)))
                .build();
    }

    private static JsonObject wholeNumbers() {
        return Json.createObjectBuilder()
                .add("beginAtZero", true)
                .add("ticks", Json.createObjectBuilder().add("precision", 0))
                .build();
    }

    public boolean isNothing() {
        return report == null || report.byStatus().isEmpty();
    }

    public Problems getProblems() {
        return problems;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }
}
