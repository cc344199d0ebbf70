package org.openiep.exchange;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.openiep.directory.Institution;

/**
 * The words that a transaction is found by (requirement G17): names, patient ID, NHS number, references and the two
 * institutions; small letters without accents. The institutions also stand there as {@code i12}, so that the index
 * itself keeps a search inside one institution however many transactions the others have.
 */
final class SearchWords {
    private static final int MOST_TYPED = 8;

    private SearchWords() {}

    static String of(Transaction transaction) {
        Institution from = transaction.fromInstitution();
        Institution to = transaction.toInstitution();
        PatientColumns patient = transaction.patient();
        Set<String> words = new LinkedHashSet<>(List.of(institution(from.id()), institution(to.id())));
        Stream.of(
                        patient.lastName(),
                        patient.firstName(),
                        patient.patientId(),
                        patient.nhsNumber(),
                        transaction.reference(),
                        transaction.additional().callReference(),
                        from.name(),
                        from.odsCode(),
                        to.name(),
                        to.odsCode())
                .map(SearchWords::split)
                .forEach(words::addAll);
        // The reference's bare number, as people say it on the telephone.
        words.add(transaction.reference().replaceFirst("^.*-0*", ""));
        return String.join(" ", words);
    }

    private static String institution(long id) {
        return "i" + id;
    }

    /**
     * The text search query for what was typed at an institution: every word is the beginning of one that is known.
     * Digits that are typed in groups, such as an NHS number, are one word.
     */
    static String query(String typed, long institution) {
        String joined = typed.replaceAll("(?<=\\d)[\\s\\p{Pd}](?=\\d)", "");
        Collection<String> words = looksLikeReference(typed) ? split(typed) : split(joined);
        Stream<String> beginnings = words.stream().limit(MOST_TYPED).map(word -> "'" + word + "':*");
        return Stream.concat(Stream.of("'" + institution(institution) + "'"), beginnings)
                .reduce((a, b) -> a + " & " + b)
                .orElseThrow();
    }

    private static boolean looksLikeReference(String typed) {
        return typed.strip().matches("(?i)IEP-\\d.*");
    }

    /** Letters and digits only, so that nothing of the query's own syntax can be typed. */
    private static Collection<String> split(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("['\u2019]", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
