package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;

/**
 * The amounts of a payment, all in one currency.
 *
 * @param items    of all items, before discount, shipping and tax
 * @param discount taken off
 * @param shipping added
 * @param tax      all tax, whether added or included in the prices
 * @param total    what was collected
 */
public record Amounts(Money items, Money discount, Money shipping, Money tax, Money total) {

    public static Amounts of(Money items) {
        Money nothing = new Money(0, items.currency());
        return new Amounts(items, nothing, nothing, nothing, items);
    }

    /**
     * Whether total = items + shipping - discount + added tax, where the added tax is any part of the tax: prices may include
     * tax while it is added for shipping, or the other way round.
     */
    public boolean addUp() {
        long added = total.minorUnits() - (items.minorUnits() + shipping.minorUnits() - discount.minorUnits());
        return added >= 0 && added <= tax.minorUnits();
    }
}
