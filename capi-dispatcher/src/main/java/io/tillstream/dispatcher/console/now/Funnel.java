package io.tillstream.dispatcher.console.now;

import io.tillstream.dispatcher.backlog.Lag;
import io.tillstream.dispatcher.console.books.Account;
import io.tillstream.dispatcher.console.books.Ledger;

/**
 * The books of all days and currencies together, by number of orders.
 *
 * @param inOutbox   paid, and not yet published
 * @param waiting    messages in Kafka without a receipt, whose offset is not committed
 * @param unreadable dead-lettered messages that could not be read; orders of the shop may be among them
 * @param held       paid with a wrong amount, and held at the shop; in no other figure
 */
record Funnel(
        long paid,
        long published,
        long accepted,
        long suppressed,
        long dead,
        long inOutbox,
        long waiting,
        long unreadable,
        long held) {

    static Funnel of(Ledger ledger, Lag lag) {
        long paid = 0;
        long published = 0;
        long held = 0;
        long accepted = 0;
        long suppressed = 0;
        long dead = 0;
        long unreadable = 0;
        for (Account account : ledger.accounts()) {
            if (account.shop().currency().isEmpty()) {
                unreadable += account.deadInAll().orders();
                continue;
            }
            paid += account.shop().paidOrders();
            published += account.shop().publishedOrders();
            held += account.shop().heldOrders();
            accepted += account.accepted().orders();
            suppressed += account.suppressedInAll().orders();
            dead += account.deadInAll().orders();
        }
        // An order may have its receipt before its batch is committed.
        long waiting = lag.positions().stream()
                .mapToLong(each -> each.waiting() - ledger.settled(each.partition(), each.next(), each.end()))
                .sum();
        return new Funnel(paid, published, accepted, suppressed, dead, paid - published, waiting, unreadable, held);
    }

    private long difference() {
        return paid - accepted - suppressed - dead - inOutbox - waiting;
    }

    /** Waiting messages that are counted in another column already (replayed or repeated), or that no shop reports. */
    public long again() {
        return Math.clamp(-difference(), 0, waiting);
    }

    /** Orders that are in no column, and may be among the unreadable messages. */
    public long unread() {
        return Math.clamp(difference(), 0, unreadable);
    }

    /** Orders in the outbox or in Kafka. */
    public long onItsWay() {
        return inOutbox + waiting - again();
    }

    /** Paid orders that are in no column; below 0 when the columns have orders that no shop reports. */
    public long missing() {
        return difference() + again() - unread();
    }
}
