package io.tillstream.dispatcher.console.books;

import java.util.Map;

/**
 * The books of one day and currency, from both sides.
 *
 * @param shop       orders that the shop reports
 * @param accepted   orders that Meta accepted
 * @param suppressed orders that were not sent, by reason
 * @param dead       dead-lettered orders, by reason
 */
public record Account(ShopPage shop, Tally accepted, Map<String, Tally> suppressed, Map<String, Tally> dead) {

    public Tally suppressedInAll() {
        return suppressed.values().stream().reduce(Tally.NONE, Tally::plus);
    }

    public Tally deadInAll() {
        return dead.values().stream().reduce(Tally.NONE, Tally::plus);
    }

    /** Orders that have a receipt. */
    public long settled() {
        return accepted.orders() + suppressedInAll().orders() + deadInAll().orders();
    }

    /** Paid orders without a receipt: on their way, or missing. */
    public long open() {
        return shop.paidOrders() - settled();
    }
}
