package io.tillstream.shop.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.payment.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountCheckIT extends RunningShop {

    private static final String ENDPOINT = "http://localhost/stripe/webhook";

    @Autowired
    private AccountCheck account;

    @Test
    void a_complete_account_has_no_findings() {
        STRIPE.endpoint(ENDPOINT, "enabled", Notice.TYPES);

        assertThat(toDo()).isEmpty();
        STRIPE.endpoint(ENDPOINT, "enabled", List.of("*"));
        assertThat(toDo()).isEmpty();
    }

    @Test
    void a_missing_disabled_or_incomplete_endpoint_is_reported_with_what_to_do() {
        STRIPE.endpoint("https://old.example/stripe/webhook", "enabled", List.of("*"));
        assertThat(toDo()).singleElement().asString().startsWith("No webhook endpoint is set up for " + ENDPOINT);

        STRIPE.endpoint(ENDPOINT, "disabled", List.of("*"));
        assertThat(toDo()).singleElement().asString().contains("is disabled");

        STRIPE.endpoint(ENDPOINT, "enabled", List.of("checkout.session.completed", "charge.refunded"));
        assertThat(toDo())
                .singleElement()
                .asString()
                .contains("does not get checkout.session.async_payment_succeeded")
                .doesNotContain("charge.refunded,");
    }

    @Test
    void each_right_that_a_restricted_key_lacks_is_reported() {
        STRIPE.missingRight = "rak_event_read";
        try {
            assertThat(toDo())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("The key does not read Events")
                            .contains("Give it the right rak_event_read"));
        } finally {
            STRIPE.missingRight = null;
        }
    }

    private List<String> toDo() {
        return account.findings().stream()
                .filter(finding -> !finding.fine())
                .map(AccountCheck.Finding::text)
                .toList();
    }
}
