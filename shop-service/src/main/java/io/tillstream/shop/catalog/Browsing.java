package io.tillstream.shop.catalog;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a shopper asks the shelf for.
 *
 * @param category in lower case; empty for all
 * @param q        search words, at most {@value #LONGEST} characters; empty for all
 */
record Browsing(String category, String q, Sort sort) {

    private static final int LONGEST = 80;

    /** The order of the products. */
    enum Sort {
        SHELF("position"),
        PRICE("price_minor, position"),
        PRICE_DOWN("price_minor desc, position"),
        NAME("name, position");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }

        /** As written in the address of a page. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** SHELF for any unknown text. */
        static Sort of(String text) {
            return Arrays.stream(values())
                    .filter(sort -> sort.text().equals(text))
                    .findFirst()
                    .orElse(SHELF);
        }
    }

    static Browsing of(String category, String q, String sort) {
        String words = q.strip();
        return new Browsing(
                category.strip().toLowerCase(Locale.ROOT),
                words.substring(0, Math.min(words.length(), LONGEST)).replace("\0", ""),
                Sort.of(sort));
    }

    /** Whether only a part of the shelf is shown. */
    public boolean narrowed() {
        return !category.isEmpty() || !q.isEmpty();
    }
}
