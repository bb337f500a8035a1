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
 * The products that one visitor wants to buy, in the order they were added. A cart holds no prices.
 *
 * @param id         new with every change; at checkout it becomes the id of the order
 * @param quantities by product code: 1 to {@value #MOST_OF_ONE} of each, at most {@value #MOST_PRODUCTS} products; unmodifiable
 */
public record Cart(UUID id, SequencedMap<String, Integer> quantities) {

    public static final Cart EMPTY = new Cart(new UUID(0, 0), new LinkedHashMap<>());
    static final int MOST_OF_ONE = 99;
    static final int MOST_PRODUCTS = 50;

    public Cart {
        quantities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(quantities));
    }

    /** Adds pieces of a product, up to {@value #MOST_OF_ONE}. */
    Cart plus(String sku, int quantity) {
        return with(sku, quantities.getOrDefault(sku, 0) + Math.clamp(quantity, 1, MOST_OF_ONE));
    }

    /** Sets the quantity of a product; zero or less removes it. A full cart ignores a further product. */
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

    /** Removes what was bought; what was added since stays. */
    public Cart minus(Map<String, Integer> bought) {
        Cart left = this;
        for (Map.Entry<String, Integer> line : bought.entrySet()) {
            left = left.with(line.getKey(), quantities.getOrDefault(line.getKey(), 0) - line.getValue());
        }
        return left;
    }

    /** Puts back what was not bought in the end, as far as the limits allow. */
    public Cart plus(Map<String, Integer> givenBack) {
        Cart more = this;
        for (Map.Entry<String, Integer> line : givenBack.entrySet()) {
            more = more.plus(line.getKey(), line.getValue());
        }
        return more;
    }

    /** The same products under another id, for a new order. */
    public Cart again(UUID newId) {
        return new Cart(newId, quantities);
    }

    /** The lines that can still be bought, at present prices. */
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

    /** The products that are no longer available: names by code. */
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

    /** Whether the cart can be paid as it is: everything is available in these quantities and in one currency. */
    public boolean payable(Catalog catalog) {
        List<CartLine> lines = lines(catalog);
        return !lines.isEmpty()
                && lines.size() == quantities.size()
                && lines.stream().noneMatch(CartLine::tooMany)
                && oneCurrency(lines);
    }

    /** Whether all lines have the same currency, so that one payment is enough. */
    static boolean oneCurrency(List<CartLine> lines) {
        return lines.stream()
                        .map(line -> line.product().price().currency())
                        .distinct()
                        .count()
                == 1;
    }

    /** Number of pieces of all products. */
    public int count() {
        return quantities.values().stream().mapToInt(Integer::intValue).sum();
    }
}
