package io.tillstream.shop.cart;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.catalog.Product;

/** One product of a cart at its present price. */
public record CartLine(Product product, int quantity) {

    /** Whether fewer pieces are left than this quantity. */
    public boolean tooMany() {
        return product.stock() != null && product.stock() < quantity;
    }

    public Money total() {
        return product.price().times(quantity);
    }
}
