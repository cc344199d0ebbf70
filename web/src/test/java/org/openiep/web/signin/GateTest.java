package org.openiep.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openiep.people.Permission;

class GateTest {

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/nodes", "/admin/institutions.xhtml", "/admin.xhtml"})
    @DisplayName("A6: administration needs its permission, however its address is written")
    void administration(String path) {
        assertThat(Gate.neededFor(path)).isEqualTo(Permission.SEE_ADMINISTRATION);
    }

    @Test
    @DisplayName("A6: people, reports and Create need theirs; Home needs none")
    void others() {
        assertThat(Gate.neededFor("/admin/people.xhtml")).isEqualTo(Permission.EDIT_OWN_INSTITUTION);
        assertThat(Gate.neededFor("/reports")).isEqualTo(Permission.SEE_REPORTS);
        assertThat(Gate.neededFor("/create.xhtml")).isEqualTo(Permission.CREATE_TRANSFER);
        assertThat(Gate.neededFor("/home")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "https://evil.example",
                "/\\evil.example",
                "javascript:alert(1)",
                "",
                "/../x",
                "/a\r\nSet-Cookie: x=y"
            })
    @DisplayName("A1: after sign-in nobody is sent to another site")
    void foreignTargets(String target) {
        assertThat(SignInPage.safe(target)).isEqualTo("/home");
    }

    @Test
    @DisplayName("A1: after sign-in people land where they wanted to go")
    void ownTargets() {
        assertThat(SignInPage.safe("/details?ref=IEP-26-0000001")).isEqualTo("/details?ref=IEP-26-0000001");
    }

    @Test
    @DisplayName("A session ends after 30 minutes without use")
    void idle() {
        Instant now = Instant.parse("2026-06-02T10:00:00Z");
        Visit visit = new Visit("1", Set.of("STAFF"), "a@b.example", now, now, true);

        assertThat(visit.idleAt(now.plusSeconds(30 * 60))).isFalse();
        assertThat(visit.idleAt(now.plusSeconds(30 * 60 + 1))).isTrue();
        assertThat(visit.usedAt(now.plusSeconds(60)).idleAt(now.plusSeconds(30 * 60 + 1)))
                .isFalse();
    }

    @Test
    @DisplayName("HTTP Basic: a password may hold colons; what is no credential is none")
    void basic() {
        UsernamePasswordCredential credential = Objects.requireNonNull(
                ExchangeAuthentication.basic("Basic " + encoded("dana@leicester.example:pass:word")));

        assertThat(credential.getCaller()).isEqualTo("dana@leicester.example");
        assertThat(credential.getPasswordAsString()).isEqualTo("pass:word");
        assertThat(ExchangeAuthentication.basic("Basic ***")).isNull();
        assertThat(ExchangeAuthentication.basic("Bearer abc")).isNull();
        assertThat(ExchangeAuthentication.basic(null)).isNull();
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
