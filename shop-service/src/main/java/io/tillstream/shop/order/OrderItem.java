package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;

/**
 * One line of an order, with the name and price at checkout.
 *
 * @param quantity 1 or more
 */
public record OrderItem(String sku, String name, int quantity, Money unitPrice) {

    public Money total() {
        return unitPrice.times(quantity);
    }
}
