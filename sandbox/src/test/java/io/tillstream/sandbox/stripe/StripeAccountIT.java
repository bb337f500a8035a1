package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.PermissionException;
import com.stripe.model.WebhookEndpoint;
import com.stripe.model.checkout.Session;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import org.junit.jupiter.api.Test;

/** Restricted keys, registered webhook endpoints, and money as Stripe's newer products report it. */
class StripeAccountIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;

    @Test
    void a_restricted_key_has_only_its_rights() throws Exception {
        Session session = stripe.pays("good");
        stripe.posts("/sandbox/keys", "key=rk_test_reader_1234&rights=rak_checkout_session_read,rak_webhook_write");
        StripeClient reader = stripe.client("rk_test_reader_1234");
        var sessions = reader.v1().checkout().sessions();

        assertThat(sessions.retrieve(session.getId()).getPaymentStatus()).isEqualTo("paid");
        assertThat(reader.v1().webhookEndpoints().list().getData()).isNotEmpty();
        assertThatThrownBy(() -> sessions.create(RunningStripe.mug().build()))
                .isInstanceOf(PermissionException.class)
                .hasMessageContaining("Having the 'rak_checkout_session_write' permission would allow this request")
                .hasMessageContaining("'rk_test_************1234'");
        assertThatThrownBy(() -> reader.v1().events().list()).isInstanceOfSatisfying(PermissionException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(403);
            assertThat(e.getStripeError().getType()).isEqualTo("invalid_request_error");
            assertThat(e).hasMessageContaining("rak_event_read");
        });
        assertThatThrownBy(() -> sessions.retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge")
                                .build()))
                .hasMessageContaining("rak_payment_intent_read");
        assertThatThrownBy(() -> stripe.client("rk_test_unknown").v1().events().list())
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void a_registered_endpoint_gets_its_events_signed_with_its_own_secret() throws Exception {
        try (ShopEndpoint other = new ShopEndpoint()) {
            WebhookEndpoint registered = stripe.client()
                    .v1()
                    .webhookEndpoints()
                    .create(WebhookEndpointCreateParams.builder()
                            .setUrl(other.url())
                            .setApiVersion(WebhookEndpointCreateParams.ApiVersion.VERSION_2026_07_29_DAHLIA)
                            .addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.CHARGE__REFUNDED)
                            .build());
            other.uses(registered.getSecret());
            assertThat(registered.getApiVersion()).isEqualTo("2026-07-29.dahlia");
            assertThat(stripe.client().v1().webhookEndpoints().list().getData()).anySatisfy(listed -> {
                assertThat(listed.getUrl()).isEqualTo(other.url());
                assertThat(listed.getEnabledEvents()).containsExactly("charge.refunded");
                assertThat(listed.getSecret()).isNull();
            });

            Session session = stripe.pays("good");
            stripe.does(session, "refund");

            String intent = stripe.intent(session).getId();
            await().untilAsserted(() -> assertThat(other.about(intent))
                    .extracting(ShopEndpoint.Hook::type, ShopEndpoint.Hook::wellSigned)
                    .containsExactly(tuple("charge.refunded", true)));
        }
    }

    @Test
    void a_shopper_in_another_country_may_pay_an_intent_in_another_currency() throws Exception {
        Session session = stripe.pays("another-intent-currency");

        assertThat(session.getPaymentStatus()).isEqualTo("paid");
        assertThat(session.getCurrency()).isEqualTo("sgd");
        assertThat(session.getAmountTotal()).isEqualTo(1100);
        assertThat(session.getPresentmentDetails().getPresentmentAmount()).isEqualTo(22000);
        assertThat(session.getPresentmentDetails().getPresentmentCurrency()).isEqualTo("mxn");
        assertThat(session.getPaymentIntentObject().getCurrency()).isEqualTo("mxn");
        assertThat(session.getPaymentIntentObject().getAmountReceived()).isEqualTo(22000);
    }

    @Test
    void managed_payments_set_a_tax_that_is_inside_the_price() throws Exception {
        Session pressed = stripe.pays("managed-payments");
        Session asked = stripe.opens(RunningStripe.mug()
                .setManagedPayments(SessionCreateParams.ManagedPayments.builder()
                        .setEnabled(true)
                        .build())
                .build());
        stripe.presses(asked, "good");

        for (Session session : new Session[] {pressed, stripe.reads(asked)}) {
            assertThat(session.getManagedPayments().getEnabled()).isTrue();
            assertThat(session.getAmountTotal()).isEqualTo(1100);
            assertThat(session.getAmountSubtotal()).isEqualTo(1100);
            assertThat(session.getTotalDetails().getAmountTax()).isEqualTo(100);
        }
    }
}
