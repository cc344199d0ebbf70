package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SearchWordsTest {
    @Test
    @DisplayName("G17: words are searched by their beginnings, without accents, inside the institution")
    void words() {
        assertThat(SearchWords.query("Fairw Él", 12)).isEqualTo("'i12' & 'fairw':* & 'el':*");
        assertThat(SearchWords.query("O'Brien", 12)).isEqualTo("'i12' & 'obrien':*");
    }

    @Test
    @DisplayName("G17: an NHS number is found as typed, in groups or not; a reference as written")
    void numbers() {
        assertThat(SearchWords.query("943 476-5919", 3)).isEqualTo("'i3' & '9434765919':*");
        assertThat(SearchWords.query("iep-26-0001234", 3)).isEqualTo("'i3' & 'iep':* & '26':* & '0001234':*");
    }

    @Test
    @DisplayName("G17: nothing of the query's syntax can be typed")
    void noSyntax() {
        assertThat(SearchWords.query("smith' | 'i9 \\ !x:*", 3)).isEqualTo("'i3' & 'smith':* & 'i9':* & 'x':*");
        assertThat(SearchWords.query(" --- ", 3)).isEqualTo("'i3'");
    }
}
