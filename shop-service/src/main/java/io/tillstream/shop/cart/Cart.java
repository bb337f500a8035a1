package io.tillstream.shop.cart;

import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.catalog.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * What one visitor means to buy: product codes and how many of each, in the order they were added. It holds no prices.
 *
 * @param id         made anew with every change; the order of a cart that is checked out has the same
 * @param quantities 1 to {@value #MOST_OF_ONE} of each, at most {@value #MOST_PRODUCTS} products; unmodifiable
 */
public record Cart(UUID id, SequencedMap<String, Integer> quantities) {

    public static final Cart EMPTY = new Cart(new UUID(0, 0), new LinkedHashMap<>());
    static final int MOST_OF_ONE = 99;
    static final int MOST_PRODUCTS = 50;

    public Cart {
        quantities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(quantities));
    }

    /** Adds pieces, up to the most of one that a cart takes. */
    Cart plus(String sku, int quantity) {
        return with(sku, quantities.getOrDefault(sku, 0) + Math.clamp(quantity, 1, MOST_OF_ONE));
    }

    /** Sets how many there are; zero or less takes the product out. A full cart takes no further product. */
    Cart with(String sku, int quantity) {
        LinkedHashMap<String, Integer> changed = new LinkedHashMap<>(quantities);
        if (quantity <= 0) {
            changed.remove(sku);
        } else if (changed.containsKey(sku) || changed.size() < MOST_PRODUCTS) {
            changed.put(sku, Math.min(quantity, MOST_OF_ONE));
        }
        if (changed.isEmpty()) {
            return EMPTY;
        }
        return changed.equals(quantities) ? this : new Cart(UUID.randomUUID(), changed);
    }

    /** Without what was bought of it; what was added meanwhile stays. */
    public Cart minus(Map<String, Integer> bought) {
        Cart left = this;
        for (Map.Entry<String, Integer> line : bought.entrySet()) {
            left = left.with(line.getKey(), quantities.getOrDefault(line.getKey(), 0) - line.getValue());
        }
        return left;
    }

    /** With what was not bought after all, as far as there is room for it. */
    public Cart plus(Map<String, Integer> givenBack) {
        Cart more = this;
        for (Map.Entry<String, Integer> line : givenBack.entrySet()) {
            more = more.plus(line.getKey(), line.getValue());
        }
        return more;
    }

    /** The same things under another id, for an order that begins anew. */
    public Cart again(UUID newId) {
        return new Cart(newId, quantities);
    }

    /** What of the cart can still be bought, at the prices of this moment. */
    public List<CartLine> lines(Catalog catalog) {
        Map<String, Product> products = catalog.find(quantities.keySet());
        List<CartLine> lines = new ArrayList<>();
        quantities.forEach((sku, quantity) -> {
            Product product = products.get(sku);
            if (product != null && product.available()) {
                lines.add(new CartLine(product, quantity));
            }
        });
        return lines;
    }

    /** What was put in and cannot be bought any more: names by code. */
    public Map<String, String> gone(Catalog catalog) {
        Map<String, Product> products = catalog.find(quantities.keySet());
        Map<String, String> gone = new LinkedHashMap<>();
        for (String sku : quantities.keySet()) {
            Product product = products.get(sku);
            if (product == null || !product.available()) {
                gone.put(sku, product == null ? sku : product.name());
            }
        }
        return gone;
    }

    /** Whether it can be paid as it is: all can be bought, in these quantities and in one payment. */
    public boolean payable(Catalog catalog) {
        List<CartLine> lines = lines(catalog);
        return !lines.isEmpty()
                && lines.size() == quantities.size()
                && lines.stream().noneMatch(CartLine::tooMany)
                && oneCurrency(lines);
    }

    /** Whether one payment can take all lines. */
    static boolean oneCurrency(List<CartLine> lines) {
        return lines.stream()
                        .map(line -> line.product().price().currency())
                        .distinct()
                        .count()
                == 1;
    }

    /** Number of pieces. */
    public int count() {
        return quantities.values().stream().mapToInt(Integer::intValue).sum();
    }
}
