package io.tillstream.shop.books;

import io.tillstream.shop.catalog.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * One shop's orders of a day in one currency, by the day on which they were paid. Amounts are decimal strings in major units.
 *
 * @param shop            id of its database: shops that share a Kafka keep pages apart, and instances of one write the same
 * @param day             in UTC
 * @param currency        ISO 4217
 * @param livemode        false for orders of Stripe's test mode, in which no money moves; they have a page of their own
 * @param paidOrders      that Stripe says are paid and that are as they were asked for
 * @param publishedOrders of these, those whose message Kafka has
 * @param heldOrders      paid otherwise than asked for, and in none of the other figures
 * @param refunded        given back, or being given back, of these orders so far
 * @param lost            in disputes, of these orders so far
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
