package io.tillstream.dispatcher.console.books;

import java.math.BigDecimal;

/** A number of orders and their money, in major units of one currency. */
public record Tally(long orders, BigDecimal amount) {

    static final Tally NONE = new Tally(0, BigDecimal.ZERO);

    Tally plus(long more, BigDecimal money) {
        return new Tally(orders + more, amount.add(money));
    }

    Tally plus(Tally other) {
        return plus(other.orders, other.amount);
    }
}
