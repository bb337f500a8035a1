package io.tillstream.shop.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One thing for sale, in the words of the shopper's language.
 *
 * @param sku      the shop's own code, in lower case with hyphens; also Meta's content id and the picture's file name
 * @param category in English, whatever the language: its name on the pages is a message
 * @param price    of one piece, before tax
 * @param stock    pieces left; null when there is no end of them
 */
public record Product(
        String sku,
        String name,
        String category,
        String description,
        Money price,
        @Nullable Integer stock) {

    /** Path of the picture, drawn for this shop as SVG. */
    public String picture() {
        return "/art/" + sku + ".svg";
    }

    public boolean available() {
        return stock == null || stock > 0;
    }
}
