package io.tillstream.shop.refund;

import io.tillstream.shop.catalog.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The money of a paid order.
 *
 * @param paidAt   when Stripe collected it
 * @param gross    what was collected
 * @param discount taken off before payment
 * @param shipping part of the gross
 * @param tax      part of the gross
 * @param back     refunded, being refunded, or lost in disputes
 * @param backElsewhere the same in another currency, if the customer paid in it; null when there is none
 */
public record OrderMoney(
        Instant paidAt,
        Money gross,
        Money discount,
        Money shipping,
        Money tax,
        Money back,
        @Nullable Money backElsewhere) {

    /** A row of the view order_money. */
    static OrderMoney of(ResultSet row, int index) throws SQLException {
        String currency = row.getString("currency");
        String elsewhere = row.getString("elsewhere_currency");
        return new OrderMoney(
                row.getTimestamp("paid_at").toInstant(),
                new Money(row.getLong("gross_minor"), currency),
                new Money(row.getLong("discount_minor"), currency),
                new Money(row.getLong("shipping_minor"), currency),
                new Money(row.getLong("tax_minor"), currency),
                new Money(row.getLong("refunded_minor") + row.getLong("lost_minor"), currency),
                elsewhere == null ? null : new Money(row.getLong("elsewhere_minor"), elsewhere));
    }

    /** Whether everything that was collected went back. */
    public boolean gone() {
        return gross.minorUnits() > 0 && back.minorUnits() >= gross.minorUnits();
    }
}
