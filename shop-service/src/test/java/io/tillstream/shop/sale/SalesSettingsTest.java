package io.tillstream.shop.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.shop.sale.SalesSettings.From;
import io.tillstream.shop.sale.SalesSettings.Kind;
import io.tillstream.shop.sale.SalesSettings.TrialValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-01, 2026-11-01T00:00:00Z",
        "2026-11-01T09:30:00Z, 2026-11-01T09:30:00Z",
    })
    void the_start_is_a_date_or_a_time(String text, Instant expected) {
        assertThat(settings(From.ACCOUNT, Set.of(Kind.CHECKOUT), text).sinceTime())
                .isEqualTo(expected);
    }

    @Test
    void an_empty_start_is_the_first_start_of_the_service() {
        assertThat(settings(From.ACCOUNT, Set.of(Kind.CHECKOUT), "").sinceTime())
                .isNull();
    }

    @Test
    void what_cannot_be_right_is_refused_with_the_name_of_the_variable() {
        assertThatThrownBy(() -> settings(From.ACCOUNT, Set.of(Kind.CHECKOUT), "yesterday"))
                .hasMessageContaining("SALES_SINCE is 'yesterday'");
        assertThatThrownBy(() -> settings(From.ACCOUNT, Set.of(), "")).hasMessageContaining("SALES_KINDS is empty");
        assertThatThrownBy(() ->
                        new SalesSettings(From.ACCOUNT, Set.of(Kind.CHECKOUT), "", "web", TrialValue.NONE, List.of()))
                .hasMessageContaining("SALES_ACTION_SOURCE is 'web'");
        assertThatThrownBy(() -> new SalesSettings.Site("a b", "", "", List.of(), List.of()))
                .hasMessageContaining("the name 'a b'");
        assertThatThrownBy(() -> new SalesSettings.Site("a", "https://a.example/?q=1", "", List.of(), List.of()))
                .hasMessageContaining("without a query");
        assertThatThrownBy(() -> new SalesSettings.Site("a", "", "yes", List.of(), List.of()))
                .hasMessageContaining("granted, denied or empty");
    }

    @Test
    void only_the_events_of_the_kinds_are_needed() {
        assertThat(settings(From.STOREFRONT, Set.of(Kind.CHECKOUT), "").eventTypes())
                .isEmpty();
        assertThat(settings(From.ACCOUNT, Set.of(Kind.CHECKOUT), "").eventTypes())
                .containsExactly("invoice.paid");
        assertThat(settings(From.ACCOUNT, Set.of(Kind.PAYMENT_INTENTS), "").eventTypes())
                .containsExactly("payment_intent.succeeded");
    }

    private static SalesSettings settings(From from, Set<Kind> kinds, String since) {
        return new SalesSettings(from, kinds, since, "website", TrialValue.NONE, List.of());
    }
}
