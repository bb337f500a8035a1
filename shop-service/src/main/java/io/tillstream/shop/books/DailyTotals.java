package io.tillstream.shop.books;

import io.tillstream.shop.catalog.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Totals of one shop's orders of a day in one currency, by the day of payment. Amounts are decimal strings in major units.
 *
 * @param shop            id of its database: it separates shops on one Kafka cluster, and is the same for all instances of a shop
 * @param day             in UTC
 * @param currency        ISO 4217
 * @param livemode        false for orders of Stripe's test mode, where no money moves; they have separate totals
 * @param paidOrders      orders in state PAID
 * @param publishedOrders of these, the orders whose message Kafka has
 * @param heldOrders      orders in state HELD; they are in no other figure
 * @param refunded        refunded, or being refunded, of the paid orders so far
 * @param lost            lost in disputes, of the paid orders so far
 */
record DailyTotals(
        String shop,
        LocalDate day,
        String currency,
        boolean livemode,
        long paidOrders,
        String paid,
        long publishedOrders,
        String published,
        long heldOrders,
        String held,
        String refunded,
        String lost) {

    static DailyTotals of(String shop, ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new DailyTotals(
                shop,
                row.getObject("day", LocalDate.class),
                currency,
                row.getBoolean("livemode"),
                row.getLong("paid_orders"),
                amount(row, "paid", currency),
                row.getLong("published_orders"),
                amount(row, "published", currency),
                row.getLong("held_orders"),
                amount(row, "held", currency),
                amount(row, "refunded", currency),
                amount(row, "lost", currency));
    }

    private static String amount(ResultSet row, String column, String currency) throws SQLException {
        return new Money(row.getLong(column), currency).majorUnits().toPlainString();
    }

    String key() {
        return shop + "/" + day + "/" + currency + (livemode ? "" : "/test");
    }
}
