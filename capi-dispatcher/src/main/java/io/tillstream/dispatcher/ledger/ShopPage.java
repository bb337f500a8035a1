package io.tillstream.dispatcher.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What the shop says of one day and currency, in major units; the words are those of shop.books.v1. An order belongs to
 * the day, in UTC, on which it was paid.
 */
public record ShopPage(
        LocalDate day,
        String currency,
        long paidOrders,
        BigDecimal paid,
        long publishedOrders,
        BigDecimal published,
        long heldOrders,
        BigDecimal held,
        BigDecimal refunded,
        BigDecimal lost) {

    /** Of a day on which the shop knows of no sale. */
    static ShopPage none(LocalDate day, String currency) {
        return new ShopPage(
                day,
                currency,
                0,
                BigDecimal.ZERO,
                0,
                BigDecimal.ZERO,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }
}
