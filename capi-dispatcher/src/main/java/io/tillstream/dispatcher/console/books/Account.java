package io.tillstream.dispatcher.console.books;

import java.util.Map;

/**
 * One day and currency, from both sides.
 *
 * @param shop       what the shop says
 * @param accepted   what Meta took
 * @param suppressed what was not sent for a reason, by reason
 * @param dead       what is in the dead letters, by reason
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

    /** Paid orders without one: on their way, or missing. */
    public long open() {
        return shop.paidOrders() - settled();
    }
}
