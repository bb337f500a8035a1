package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionListParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkout Sessions: parameters, lists, idempotency, expiry. */
class StripeSessionsIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;

    @Test
    void an_expired_session_cancels_its_unfinished_payment() throws Exception {
        Session session = stripe.pays("declined");
        stripe.client().v1().checkout().sessions().expire(session.getId());

        assertThat(stripe.reads(session).getStatus()).isEqualTo("expired");
        assertThat(stripe.intent(session).getStatus()).isEqualTo("canceled");
        assertThat(shop.lastType(session.getId())).isEqualTo("checkout.session.expired");
        assertThatThrownBy(() -> stripe.client().v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 29 * 60, 25 * 60 * 60})
    void an_expiry_time_outside_the_bounds_of_stripe_is_refused(long seconds) {
        long at = Instant.now().getEpochSecond() + seconds;
        assertThatThrownBy(
                        () -> stripe.opens(RunningStripe.mug().setExpiresAt(at).build()))
                .hasMessageContaining("30 minutes to 24 hours");
    }

    @Test
    void a_session_expires_at_its_expiry_time() throws Exception {
        Path journal = SharedStripe.FOLDER.resolve("expiry.jsonl");
        Session session;
        try (RunningStripe before = new RunningStripe(journal, shop.url())) {
            session = before.opens(RunningStripe.mug().build());
        }
        String time = "\"expires_at\":";
        Files.writeString(
                journal, Files.readString(journal).replace(time + session.getExpiresAt(), time + session.getCreated()));
        try (RunningStripe after = new RunningStripe(journal, shop.url())) {
            assertThat(shop.lastType(session.getId())).isEqualTo("checkout.session.expired");
            assertThat(after.reads(session).getStatus()).isEqualTo("expired");
        }
    }

    @Test
    void unknown_parameters_are_refused() {
        assertThatThrownBy(() -> stripe.opens(
                        RunningStripe.mug().putExtraParam("colour", "green").build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("parameter_unknown"));
    }

    @Test
    void lists_are_paged_newest_first() throws Exception {
        List<String> paid = new ArrayList<>();
        for (int sale = 0; sale < 3; sale++) {
            paid.addFirst(stripe.pays("good").getId());
        }
        var sessions = stripe.client().v1().checkout().sessions();
        SessionListParams.Builder complete = SessionListParams.builder()
                .setStatus(SessionListParams.Status.COMPLETE)
                .setLimit(2L);
        StripeCollection<Session> first = sessions.list(complete.build());
        assertThat(first.getHasMore()).isTrue();
        assertThat(ids(first)).containsExactly(paid.get(0), paid.get(1));
        assertThat(ids(sessions.list(complete.setStartingAfter(paid.get(1)).build())))
                .startsWith(paid.get(2));

        Session oldest = stripe.client().v1().checkout().sessions().retrieve(paid.get(2));
        assertThat(ids(sessions.list(SessionListParams.builder()
                        .setPaymentIntent(oldest.getPaymentIntent())
                        .build())))
                .containsExactly(oldest.getId());
    }

    @Test
    void the_same_idempotency_key_returns_the_same_session() throws Exception {
        RequestOptions key =
                RequestOptions.builder().setIdempotencyKey("order-7").build();
        var sessions = stripe.client().v1().checkout().sessions();
        Session first = sessions.create(RunningStripe.mug().build(), key);
        Session again = sessions.create(RunningStripe.mug().build(), key);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("idempotent-replayed"))
                .hasValue("true");
        assertThatThrownBy(() -> sessions.create(
                        RunningStripe.mug().setCustomerEmail("a@example.com").build(), key))
                .isInstanceOf(StripeException.class)
                .hasMessageContaining("same parameters");
    }

    @Test
    void another_shop_sells_on_the_same_account_and_many_sessions_are_paid_at_once() throws Exception {
        Session first = stripe.opens(RunningStripe.mug().build());
        Session second = stripe.opens(RunningStripe.mug().build());
        stripe.posts("/sandbox/pay-many?count=2", "");
        stripe.posts("/sandbox/foreign", "");

        assertThat(stripe.reads(first).getPaymentStatus()).isEqualTo("paid");
        assertThat(stripe.reads(second).getPaymentStatus()).isEqualTo("paid");
        assertThat(stripe.looks("/sandbox/paid")).contains("event-1").doesNotContain("\"\"");
    }

    private static List<String> ids(StripeCollection<Session> sessions) {
        return sessions.getData().stream().map(Session::getId).toList();
    }
}
