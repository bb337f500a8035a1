package io.tillstream.shop.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing for sale, in the words of the shopper's language.
 *
 * @param sku      the shop's own code, in lower case with hyphens; also Meta's content id
 * @param category in English, whatever the language: its name on the pages is a message
 * @param price    of one piece, before tax
 * @param stock    pieces left; null when there is no end of them
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

    /** Whether there is a drawing of a product, by its code; looking into the jar takes longer. */
    private static final Map<String, Boolean> DRAWN = new ConcurrentHashMap<>();

    /**
     * Path of the picture of a product: the owner's, else the one that was drawn for a product of the demo, else the shop's
     * mark.
     *
     * @param digest of the owner's; null when there is none
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
