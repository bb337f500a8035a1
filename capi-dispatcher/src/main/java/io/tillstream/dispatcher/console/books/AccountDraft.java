package io.tillstream.dispatcher.console.books;

import io.tillstream.dispatcher.receipt.Receipt;
import java.util.Map;
import java.util.TreeMap;

/** An account while it is added up. */
final class AccountDraft {
    private Tally accepted = Tally.NONE;
    private final Map<String, Tally> suppressed = new TreeMap<>();
    private final Map<String, Tally> dead = new TreeMap<>();

    void add(Receipt.Status status, String reason, Tally tally) {
        switch (status) {
            case ACCEPTED -> accepted = accepted.plus(tally);
            case SUPPRESSED -> suppressed.merge(reason, tally, Tally::plus);
            case DEAD_LETTERED -> dead.merge(reason, tally, Tally::plus);
            case REPLAYED -> throw new IllegalArgumentException("A replay belongs to no account");
        }
    }

    Account account(ShopPage page) {
        return new Account(page, accepted, suppressed, dead);
    }
}
