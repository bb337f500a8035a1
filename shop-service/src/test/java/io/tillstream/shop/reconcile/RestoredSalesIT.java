package io.tillstream.shop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The database is restored to a time before these sales of other sites, while they are paid at Stripe. */
@TestPropertySource(properties = {"SALES=account", "SALES_SINCE=2026-01-01", "CONSENT_MODE=opt-out"})
class RestoredSalesIT extends RunningShop {

    @Autowired
    private Reconciler reconciler;

    @BeforeEach
    @AfterEach
    void onlyItsOwnSales() {
        STRIPE.forgetAll();
    }

    @Test
    void two_sales_with_one_client_reference_get_the_same_event_ids_again() throws Exception {
        List<String> sales = List.of(
                STRIPE.others.sale(500, each -> each.put("client_reference_id", "customer-78")),
                STRIPE.others.sale(600, each -> each.put("client_reference_id", "customer-78")));
        for (String sale : sales) {
            completed(sale);
        }
        List<String> before = sales.stream().map(this::eventId).toList();
        forget(sales);

        Reconciliation report = reconciler.run(progress -> {}).orElseThrow();

        assertThat(sales.stream().map(this::eventId).toList()).isEqualTo(before);
        assertThat(report.difference()).isZero();
        assertThat(report.settled()).isEqualTo(2);
    }

    private void forget(List<String> sessions) {
        for (String table : List.of(
                "delete from order_item where order_id in (select id from orders where ",
                "delete from orders where (")) {
            jdbc.sql(table + "stripe_session_id in (:sessions))")
                    .param("sessions", sessions)
                    .update();
        }
    }
}
