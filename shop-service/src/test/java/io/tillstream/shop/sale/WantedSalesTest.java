package io.tillstream.shop.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.model.Invoice;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Sale;
import io.tillstream.shop.sale.SaleItems.Sold;
import io.tillstream.shop.sale.SalesSettings.From;
import io.tillstream.shop.sale.SalesSettings.Kind;
import io.tillstream.shop.sale.SalesSettings.TrialValue;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class WantedSalesTest {

    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // mode, amount, subscription, kinds, event
        "payment, 100, , CHECKOUT, PURCHASE",
        "payment, 100, , RENEWALS, ",
        "payment, 0, , CHECKOUT, ",
        "payment, 0, , CHECKOUT FREE, PURCHASE",
        "payment, 0, , FREE, ",
        "subscription, 100, sub_1, CHECKOUT, PURCHASE",
        "subscription, 0, sub_1, CHECKOUT, ",
        "subscription, 0, sub_1, CHECKOUT FREE, ",
        "subscription, 0, sub_1, TRIALS, START_TRIAL",
        "setup, , , CHECKOUT FREE TRIALS, ",
        "setup, , , SETUPS, SUBSCRIBE",
    })
    void a_session_is_wanted_by_its_kind(String mode, Long amount, String subscription, String kinds, String event) {
        Session session = new Session();
        session.setMode(mode);
        session.setAmountTotal(amount);
        session.setSubscription(subscription);
        Set<Kind> wanted = EnumSet.noneOf(Kind.class);
        for (String kind : kinds.split(" ")) {
            wanted.add(Kind.valueOf(kind));
        }

        assertThat(String.valueOf(wanted(From.ACCOUNT, wanted).event(session))).isEqualTo(String.valueOf(event));
        assertThat(wanted(From.STOREFRONT, ALL).event(session)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // event, setting, discount, expected minor units
        "START_TRIAL, PRICE, 0, 1900",
        "START_TRIAL, PRICE, , 1900",
        "START_TRIAL, NONE, 0, ",
        "START_TRIAL, PRICE, 1900, ",
        "PURCHASE, PRICE, 0, ",
    })
    void a_trial_has_the_price_as_its_value_only_where_that_is_asked(
            Sale.Event event, TrialValue trialValue, Long discount, Long expected) {
        Session session = new Session();
        if (discount != null) {
            session.setTotalDetails(new Session.TotalDetails());
            session.getTotalDetails().setAmountDiscount(discount);
        }
        Sold sold = new Sold(List.of(), Set.of(), new Money(1900, "SGD"));

        assertThat(wanted(From.ACCOUNT, ALL, trialValue).expected(event, session, sold))
                .isEqualTo(expected == null ? null : new Money(expected, "SGD"));
    }

    @Test
    void a_payment_before_the_start_is_not_wanted_and_one_at_the_start_is() {
        Session session = new Session();
        session.setMode("payment");
        session.setAmountTotal(100L);

        assertThat(wanted(From.ACCOUNT, ALL).event(session, START.minusSeconds(1)))
                .isNull();
        assertThat(wanted(From.ACCOUNT, ALL).event(session, START)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        // billing_reason, amount, kinds, wanted
        "subscription_cycle, 100, RENEWALS, true",
        "subscription_cycle, 100, INVOICES, false",
        "subscription_update, 100, INVOICES, true",
        "subscription_update, 100, RENEWALS, true",
        "subscription_create, 100, RENEWALS, false",
        "manual, 100, INVOICES, true",
        "manual, 100, CHECKOUT, false",
        "manual, 0, INVOICES, false",
    })
    void an_invoice_without_a_session_is_wanted_by_its_reason(String reason, long amount, Kind kind, boolean expected)
            throws Exception {
        Invoice invoice =
                ApiResource.GSON.fromJson("""
                {"id": "in_1", "billing_reason": "%s", "amount_paid": %d,
                 "status_transitions": {"paid_at": %d}}""".formatted(reason, amount, START.getEpochSecond()), Invoice.class);

        assertThat(wanted(From.ACCOUNT, EnumSet.of(kind)).include(invoice, null))
                .isEqualTo(expected);
    }

    @Test
    void a_payment_of_its_own_is_wanted_only_with_its_kind() {
        assertThat(wanted(From.ACCOUNT, EnumSet.of(Kind.PAYMENT_INTENTS)).includePayment(START))
                .isTrue();
        assertThat(wanted(From.ACCOUNT, EnumSet.of(Kind.CHECKOUT)).includePayment(START))
                .isFalse();
    }

    private static WantedSales wanted(From from, Set<Kind> kinds) {
        return wanted(from, kinds, TrialValue.NONE);
    }

    private static WantedSales wanted(From from, Set<Kind> kinds, TrialValue trialValue) {
        SalesSettings settings = new SalesSettings(from, kinds, START.toString(), "website", trialValue, List.of());
        return new WantedSales(
                settings,
                new SalesStart(settings, JdbcClient.create(new DriverManagerDataSource())),
                new StripeSales(StripeClient.builder().setApiKey("sk_test_x").build()));
    }
}
