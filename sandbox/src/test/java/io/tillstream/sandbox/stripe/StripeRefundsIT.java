package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundListParams;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refunds and disputes. */
class StripeRefundsIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;

    @Test
    void a_charge_is_refunded_in_part_and_in_full() throws Exception {
        Session session = stripe.pays("good");
        stripe.does(session, "refund?amount=300");
        Charge part = stripe.intent(session).getLatestChargeObject();
        assertThat(part.getAmountRefunded()).isEqualTo(300);
        assertThat(part.getRefunded()).isFalse();

        stripe.does(session, "refund");
        PaymentIntent intent = stripe.intent(session);
        assertThat(intent.getLatestChargeObject().getRefunded()).isTrue();
        List<Refund> refunds = stripe.client()
                .v1()
                .refunds()
                .list(RefundListParams.builder()
                        .setPaymentIntent(intent.getId())
                        .build())
                .getData();
        assertThat(refunds).extracting(Refund::getAmount).containsExactly(800L, 300L);
        assertThat(refunds).allMatch(refund -> refund.getStatus().equals("succeeded"));
        await().untilAsserted(() -> assertThat(shop.about(intent.getLatestCharge()))
                .extracting(ShopEndpoint.Hook::type)
                .contains("charge.refunded", "refund.created", "refund.updated"));
        assertThatThrownBy(() -> stripe.does(session, "refund?amount=1")).hasMessageContaining("400");
    }

    @ParameterizedTest
    @CsvSource({"true, won", "false, lost"})
    void a_dispute_is_opened_and_closed(boolean won, String status) throws Exception {
        Session session = stripe.pays("good");
        stripe.does(session, "dispute");
        assertThat(stripe.intent(session).getLatestChargeObject().getDisputed()).isTrue();
        assertThat(dispute(session).getStatus()).isEqualTo("needs_response");

        stripe.does(session, "close-dispute?won=" + won);
        Dispute closed = dispute(session);
        assertThat(closed.getStatus()).isEqualTo(status);
        await().untilAsserted(() -> assertThat(shop.about(closed.getId()))
                .extracting(ShopEndpoint.Hook::type)
                .contains("charge.dispute.created", "charge.dispute.closed"));
    }

    private Dispute dispute(Session session) throws StripeException {
        return stripe.client()
                .v1()
                .disputes()
                .list(DisputeListParams.builder()
                        .setPaymentIntent(session.getPaymentIntent())
                        .build())
                .getData()
                .getFirst();
    }
}
