package io.tillstream.shop.owner;

import io.tillstream.shop.catalog.Assortment.Article;
import io.tillstream.shop.catalog.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A product as its owner has typed it, right or wrong.
 *
 * @param shown the stock that the page showed before
 */
record ProductForm(
        String sku,
        String name,
        String category,
        String description,
        String price,
        String currency,
        String stock,
        String shown,
        String nameJa,
        String descriptionJa) {

    static final ProductForm BLANK = new ProductForm("", "", "", "", "", "", "", "", "", "");

    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_TEXT = 5_000;

    static ProductForm of(Article article) {
        return new ProductForm(
                article.sku(),
                article.name(),
                article.category(),
                article.description(),
                article.price().majorUnits().toPlainString(),
                article.price().currency(),
                text(article.stock()),
                text(article.stock()),
                article.nameJa(),
                article.descriptionJa());
    }

    static ProductForm of(ServerRequest request, String sku) {
        return new ProductForm(
                sku.strip(),
                field(request, "name"),
                field(request, "category"),
                field(request, "description"),
                field(request, "price"),
                field(request, "currency"),
                field(request, "stock"),
                field(request, "shown"),
                field(request, "nameJa"),
                field(request, "descriptionJa"));
    }

    private static String text(@Nullable Integer stock) {
        return stock == null ? "" : stock.toString();
    }

    /** The same, on a page that shows another stock. */
    ProductForm showing(@Nullable Integer now) {
        return new ProductForm(
                sku, name, category, description, price, currency, stock, text(now), nameJa, descriptionJa);
    }

    /** The stock that the page showed; null when there was no end of them. */
    @Nullable
    Integer stockShown() {
        return shown.matches("\\d{1,7}") ? Integer.valueOf(shown) : null;
    }

    private static String field(ServerRequest request, String name) {
        return request.param(name).orElse("").strip().replace("\0", "");
    }

    /** A sentence for each thing that is wrong; empty when the product can be saved. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (!sku.matches("[a-z0-9-]{1,64}") || sku.equals("new")) {
            wrong.add("The code is 1 to 64 small letters, digits and hyphens, such as enamel-mug");
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME || nameJa.length() > LONGEST_NAME) {
            wrong.add("The name has 1 to " + LONGEST_NAME + " letters");
        }
        if (category.isEmpty() || category.length() > LONGEST_NAME) {
            wrong.add("The category has 1 to " + LONGEST_NAME + " letters");
        }
        if (description.isEmpty() || description.length() > LONGEST_TEXT || descriptionJa.length() > LONGEST_TEXT) {
            wrong.add("The description has 1 to " + LONGEST_TEXT + " letters");
        }
        try {
            if (Money.ofMajorUnits(price, currency).minorUnits() == 0) {
                wrong.add("The price is more than nothing");
            }
        } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
        if (!stock.matches("\\d{0,7}")) {
            wrong.add("The stock is a number of pieces, or empty for no end of them");
        }
        return wrong;
    }

    /** The product, where nothing is wrong. */
    Article article() {
        return new Article(
                sku,
                name,
                category,
                description,
                Money.ofMajorUnits(price, currency),
                stock.isEmpty() ? null : Integer.valueOf(stock),
                nameJa,
                descriptionJa,
                "");
    }
}
