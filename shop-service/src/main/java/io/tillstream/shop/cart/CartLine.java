package io.tillstream.shop.cart;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.catalog.Product;

/** One product of a cart at the catalogue's price of this moment. */
public record CartLine(Product product, int quantity) {

    /** Whether there are fewer pieces left than are wanted. */
    public boolean tooMany() {
        return product.stock() != null && product.stock() < quantity;
    }

    public Money total() {
        return product.price().times(quantity);
    }
}
