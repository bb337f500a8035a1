package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Simulated faults of the API, and a restart of the stand-in. */
class StripeFaultsIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;

    @Test
    void the_api_fails_while_a_fault_is_simulated() throws Exception {
        Session session = stripe.pays("good");
        try {
            stripe.switches(Map.of("api", "error-500"));
            assertThatThrownBy(() -> stripe.reads(session)).isInstanceOf(ApiException.class);
            stripe.switches(Map.of("api", "error-429"));
            assertThatThrownBy(() -> stripe.reads(session)).isInstanceOf(RateLimitException.class);
        } finally {
            stripe.switches(Map.of("api", "well"));
        }
        assertThat(stripe.reads(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void all_data_survives_a_restart() throws Exception {
        Path journal = SharedStripe.FOLDER.resolve("restart.jsonl");
        Session session;
        RequestOptions key =
                RequestOptions.builder().setIdempotencyKey("order-8").build();
        try (RunningStripe before = new RunningStripe(journal, shop.url())) {
            session = before.client()
                    .v1()
                    .checkout()
                    .sessions()
                    .create(RunningStripe.mug().build(), key);
            before.presses(session, "good", "webhook=late");
            before.does(session, "refund?amount=100&webhook=lost");
        }
        try (RunningStripe after = new RunningStripe(journal, shop.url())) {
            assertThat(after.intent(session).getLatestChargeObject().getAmountRefunded())
                    .isEqualTo(100);
            assertThat(after.client()
                            .v1()
                            .checkout()
                            .sessions()
                            .create(RunningStripe.mug().build(), key)
                            .getId())
                    .isEqualTo(session.getId());
            assertThat(shop.lastType(session.getId())).isEqualTo("checkout.session.completed");
        }
    }
}
