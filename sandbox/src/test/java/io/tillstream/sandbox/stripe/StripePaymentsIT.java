package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments with each outcome, read through the Stripe library and from webhooks. */
class StripePaymentsIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;

    @Test
    void a_good_card_pays_and_the_payment_intent_has_only_its_own_metadata() throws Exception {
        Session session = stripe.pays("good");

        assertThat(session.getStatus()).isEqualTo("complete");
        assertThat(session.getPaymentStatus()).isEqualTo("paid");
        assertThat(session.getAmountTotal()).isEqualTo(1100);
        assertThat(session.getUrl()).isNull();
        assertThat(session.getExpiresAt() - session.getCreated()).isEqualTo(24 * 60 * 60);
        PaymentIntent intent = session.getPaymentIntentObject();
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getMetadata()).isEqualTo(Map.of("order_id", "order-1"));
        Charge charge = intent.getLatestChargeObject();
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getAmountRefunded()).isZero();
        assertThat(shop.lastType(session.getId())).isEqualTo("checkout.session.completed");
    }

    @ParameterizedTest
    @CsvSource({"declined, generic_decline", "no-funds, insufficient_funds", "not-confirmed, authentication_required"})
    void a_failed_card_leaves_the_session_open_for_another_card(String card, String reason) throws Exception {
        Session session = stripe.pays(card);

        assertThat(session.getStatus()).isEqualTo("open");
        PaymentIntent failed = session.getPaymentIntentObject();
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getDeclineCode()).isEqualTo(reason);
        assertThat(failed.getLatestChargeObject().getStatus()).isEqualTo("failed");

        stripe.presses(session, "good");
        PaymentIntent paid = stripe.intent(session);
        assertThat(paid.getId()).isEqualTo(failed.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLatestChargeObject().getPaid()).isTrue();
    }

    @Test
    void the_confirm_page_of_the_bank_keeps_the_typed_fields() throws Exception {
        Session session = stripe.opens(RunningStripe.mug().build());
        String page = stripe.presses(session, "three-d-secure").body();

        assertThat(page).contains("name=\"email\" value=\"jo@example.com\"").doesNotContain("name=\"card\" type");
        assertThat(stripe.intent(session).getStatus()).isEqualTo("requires_action");
        assertThat(stripe.presses(session, "confirmed").statusCode()).isEqualTo(303);
        assertThat(stripe.reads(session).getPaymentStatus()).isEqualTo("paid");
    }

    @ParameterizedTest
    @CsvSource({
        "konbini, requires_action, true",
        "konbini, requires_action, false",
        "bank-debit, processing, true",
        "bank-debit, processing, false"
    })
    void a_delayed_payment_succeeds_or_fails(String way, String waiting, boolean succeeds) throws Exception {
        Session session = stripe.pays(way);
        assertThat(session.getStatus()).isEqualTo("complete");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getPaymentIntentObject().getStatus()).isEqualTo(waiting);
        assertThat(shop.lastType(session.getId())).isEqualTo("checkout.session.completed");

        stripe.does(session, "pay-later?succeeds=" + succeeds);

        Session after = stripe.reads(session);
        assertThat(after.getStatus()).isEqualTo("complete");
        assertThat(after.getPaymentStatus()).isEqualTo(succeeds ? "paid" : "unpaid");
        assertThat(after.getPaymentIntentObject().getStatus())
                .isEqualTo(succeeds ? "succeeded" : "requires_payment_method");
        String type = "checkout.session.async_payment_" + (succeeds ? "succeeded" : "failed");
        await().until(() -> shop.lastType(session.getId()).equals(type));
        assertThatThrownBy(() -> stripe.does(session, "pay-later?succeeds=true"))
                .hasMessageContaining("400");
    }

    @Test
    void promotion_codes_shipping_and_tax_are_in_the_total() throws Exception {
        SessionCreateParams everything = RunningStripe.mug()
                .setAllowPromotionCodes(true)
                .setLocale(SessionCreateParams.Locale.EN)
                .setAutomaticTax(SessionCreateParams.AutomaticTax.builder()
                        .setEnabled(true)
                        .build())
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder()
                        .setEnabled(true)
                        .build())
                .setConsentCollection(SessionCreateParams.ConsentCollection.builder()
                        .setPromotions(SessionCreateParams.ConsentCollection.Promotions.AUTO)
                        .build())
                .setShippingAddressCollection(SessionCreateParams.ShippingAddressCollection.builder()
                        .addAllowedCountry(SessionCreateParams.ShippingAddressCollection.AllowedCountry.SG)
                        .build())
                .addShippingOption(shipping("Post", 300))
                .addShippingOption(shipping("Courier", 1000))
                .build();
        Session opened = stripe.opens(everything);
        assertThat(opened.getAmountTotal()).isEqualTo(1400);

        stripe.presses(opened, "good", "promotion=10", "shipping=1", "newsletter=true", "line1=1+Beach+Road");

        Session session = stripe.reads(opened);
        assertThat(session.getAmountSubtotal()).isEqualTo(1100);
        assertThat(session.getTotalDetails().getAmountDiscount()).isEqualTo(110);
        assertThat(session.getTotalDetails().getAmountShipping()).isEqualTo(1000);
        assertThat(session.getTotalDetails().getAmountTax()).isEqualTo(199);
        assertThat(session.getAmountTotal()).isEqualTo(2189);
        assertThat(session.getPaymentIntentObject().getAmount()).isEqualTo(2189);
        assertThat(session.getConsent().getPromotions()).isEqualTo("opt_in");
        assertThat(session.getCollectedInformation()
                        .getShippingDetails()
                        .getAddress()
                        .getLine1())
                .isEqualTo("1 Beach Road");
    }

    @Test
    void nothing_is_charged_when_a_promotion_code_takes_off_everything() throws Exception {
        Session session =
                stripe.opens(RunningStripe.mug().setAllowPromotionCodes(true).build());
        stripe.presses(session, "good", "promotion=100");

        Session free = stripe.reads(session);
        assertThat(free.getPaymentStatus()).isEqualTo("no_payment_required");
        assertThat(free.getAmountTotal()).isZero();
        assertThat(free.getPaymentIntent()).isNull();
    }

    @Test
    void stripe_collects_another_amount_or_another_currency() throws Exception {
        assertThat(stripe.pays("another-amount").getAmountTotal()).isEqualTo(1200);

        Session session = stripe.pays("another-currency");
        assertThat(session.getAmountTotal()).isEqualTo(1100);
        assertThat(session.getCurrency()).isEqualTo("sgd");
        assertThat(session.getPresentmentDetails().getPresentmentAmount()).isEqualTo(22_000);
        assertThat(session.getPresentmentDetails().getPresentmentCurrency()).isEqualTo("mxn");
    }

    private static SessionCreateParams.ShippingOption shipping(String name, long amount) {
        return SessionCreateParams.ShippingOption.builder()
                .setShippingRateData(SessionCreateParams.ShippingOption.ShippingRateData.builder()
                        .setType(SessionCreateParams.ShippingOption.ShippingRateData.Type.FIXED_AMOUNT)
                        .setDisplayName(name)
                        .setFixedAmount(SessionCreateParams.ShippingOption.ShippingRateData.FixedAmount.builder()
                                .setAmount(amount)
                                .setCurrency("sgd")
                                .build())
                        .build())
                .build();
    }
}
