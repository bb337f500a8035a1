package io.tillstream.shop.owner;

import io.tillstream.shop.catalog.Assortment.Article;
import io.tillstream.shop.catalog.Assortment.Text;
import io.tillstream.shop.catalog.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The owner's form for a product, as it was typed: its fields may be invalid.
 *
 * @param shown the stock that the page showed
 */
record ProductForm(
        String sku,
        String category,
        Text english,
        Text japanese,
        String price,
        String currency,
        String stock,
        String shown) {

    private static final Text NO_TEXT = new Text("", "");

    static final ProductForm BLANK = new ProductForm("", "", NO_TEXT, NO_TEXT, "", "", "", "");

    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_TEXT = 5_000;

    static ProductForm of(Article article) {
        return new ProductForm(
                article.sku(),
                article.category(),
                article.english(),
                article.japanese(),
                article.price().majorUnits().toPlainString(),
                article.price().currency(),
                text(article.stock()),
                text(article.stock()));
    }

    static ProductForm of(ServerRequest request, String sku) {
        return new ProductForm(
                sku.strip(),
                field(request, "category"),
                new Text(field(request, "name"), field(request, "description")),
                new Text(field(request, "nameJa"), field(request, "descriptionJa")),
                field(request, "price"),
                field(request, "currency"),
                field(request, "stock"),
                field(request, "shown"));
    }

    private static String text(@Nullable Integer stock) {
        return stock == null ? "" : stock.toString();
    }

    /** The same form on a page that shows another stock. */
    ProductForm showing(@Nullable Integer now) {
        return new ProductForm(sku, category, english, japanese, price, currency, stock, text(now));
    }

    /** The stock that the page showed; null when it was unlimited. */
    @Nullable
    Integer stockShown() {
        return shown.matches("\\d{1,7}") ? Integer.valueOf(shown) : null;
    }

    private static String field(ServerRequest request, String name) {
        return request.param(name).orElse("").strip().replace("\0", "");
    }

    /** A sentence for each invalid field; empty when the product can be saved. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (!sku.matches("[a-z0-9-]{1,64}") || sku.equals("new")) {
            wrong.add("The code is 1 to 64 lower-case letters, digits and hyphens, such as enamel-mug");
        }
        if (!between(english.name(), 1, LONGEST_NAME) || !between(japanese.name(), 0, LONGEST_NAME)) {
            wrong.add("The name has 1 to " + LONGEST_NAME + " characters");
        }
        if (!between(category, 1, LONGEST_NAME)) {
            wrong.add("The category has 1 to " + LONGEST_NAME + " characters");
        }
        if (!between(english.description(), 1, LONGEST_TEXT) || !between(japanese.description(), 0, LONGEST_TEXT)) {
            wrong.add("The description has 1 to " + LONGEST_TEXT + " characters");
        }
        try {
            if (Money.ofMajorUnits(price, currency).minorUnits() == 0) {
                wrong.add("The price must be more than zero");
            }
        } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
        if (!stock.matches("\\d{0,7}")) {
            wrong.add("The stock is a number of pieces, or empty when it is unlimited");
        }
        return wrong;
    }

    private static boolean between(String text, int shortest, int longest) {
        return text.length() >= shortest && text.length() <= longest;
    }

    /** The product; call it only when nothing is {@link #wrong}. */
    Article article() {
        return new Article(
                sku,
                category,
                english,
                japanese,
                Money.ofMajorUnits(price, currency),
                stock.isEmpty() ? null : Integer.valueOf(stock),
                "");
    }
}
