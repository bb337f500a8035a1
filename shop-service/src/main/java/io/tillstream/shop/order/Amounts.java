package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;

/**
 * What Stripe collected and how it comes about, all in one currency.
 *
 * @param items    of all items, before anything else
 * @param discount taken off
 * @param shipping added
 * @param tax      all tax, whether it was added or lay within the prices
 * @param total    what was collected
 */
public record Amounts(Money items, Money discount, Money shipping, Money tax, Money total) {

    public static Amounts of(Money items) {
        Money nothing = new Money(0, items.currency());
        return new Amounts(items, nothing, nothing, nothing, items);
    }

    /**
     * Whether items + shipping - discount is the total, with no tax added, all of it, or a part: prices may include theirs
     * while that of shipping is added, or the other way round.
     */
    public boolean addUp() {
        long added = total.minorUnits() - (items.minorUnits() + shipping.minorUnits() - discount.minorUnits());
        return added >= 0 && added <= tax.minorUnits();
    }
}
