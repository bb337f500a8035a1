package io.tillstream.shop.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A product for sale, in the shopper's language.
 *
 * @param sku      the shop's own code, in lower case with hyphens; also Meta's content id
 * @param category always in English; pages translate it by the messages files
 * @param price    per piece, before tax
 * @param stock    pieces left; null when the stock is unlimited
 * @param picture  its path
 */
public record Product(
        String sku,
        String name,
        String category,
        String description,
        Money price,
        @Nullable Integer stock,
        String picture) {

    /** Whether the jar has a drawing of a product, by its code. Cached, because looking into the jar is slow. */
    private static final Map<String, Boolean> DRAWN = new ConcurrentHashMap<>();

    /**
     * Path of a product's picture: the owner's picture, else the drawing of a demo product, else the shop's logo.
     *
     * @param digest of the owner's picture; null when there is none
     */
    static String picture(String sku, @Nullable String digest) {
        if (digest != null) {
            return "/pictures/" + digest;
        }
        boolean drawn =
                DRAWN.computeIfAbsent(sku, each -> Product.class.getResource("/static/art/" + each + ".svg") != null);
        return drawn ? "/art/" + sku + ".svg" : "/art/mark.svg";
    }

    public boolean available() {
        return stock == null || stock > 0;
    }
}
