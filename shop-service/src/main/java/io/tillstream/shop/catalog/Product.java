package io.tillstream.shop.catalog;

/**
 * One thing for sale.
 *
 * @param sku   the shop's own code, in lower case with hyphens; also Meta's content id and the picture's file name
 * @param price of one piece, before tax
 */
public record Product(String sku, String name, String category, String description, Money price) {

    /** Path of the picture, drawn for this shop as SVG. */
    public String picture() {
        return "/art/" + sku + ".svg";
    }
}
