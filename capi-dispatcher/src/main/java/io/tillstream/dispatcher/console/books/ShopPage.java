package io.tillstream.dispatcher.console.books;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Orders and money of one day and currency, in major units, as one shop reports them or as the sum of all shops. The names
 * are those of shop.books.v1. An order belongs to the day, in UTC, on which it was paid.
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

    /** The sum of two shops, for one day and currency. */
    ShopPage plus(ShopPage other) {
        return new ShopPage(
                day,
                currency,
                paidOrders + other.paidOrders,
                paid.add(other.paid),
                publishedOrders + other.publishedOrders,
                published.add(other.published),
                heldOrders + other.heldOrders,
                held.add(other.held),
                refunded.add(other.refunded),
                lost.add(other.lost));
    }

    /** The name of a currency's book: Stripe's test mode has its own book. */
    static String book(String currency, boolean livemode) {
        return livemode ? currency : currency + " (test)";
    }

    /** The same page in the book of its mode. */
    ShopPage in(boolean livemode) {
        return new ShopPage(
                day,
                book(currency, livemode),
                paidOrders,
                paid,
                publishedOrders,
                published,
                heldOrders,
                held,
                refunded,
                lost);
    }

    /** The page of a day without an order at the shop. */
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
