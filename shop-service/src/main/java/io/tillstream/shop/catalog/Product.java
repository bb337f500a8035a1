package io.tillstream.shop.catalog;

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
        return Product.class.getResource("/static/art/" + sku + ".svg") == null
                ? "/art/mark.svg"
                : "/art/" + sku + ".svg";
    }

    public boolean available() {
        return stock == null || stock > 0;
    }
}
