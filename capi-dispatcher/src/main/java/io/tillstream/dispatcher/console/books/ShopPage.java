package io.tillstream.dispatcher.console.books;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a shop, or all of them, says of one day and currency, in major units; the words are those of shop.books.v1. An
 * order belongs to the day, in UTC, on which it was paid.
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

    /** Both shops' together, of one day and currency. */
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

    /** The name of a currency's book: test mode, in which no money moves, has a book of its own. */
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
