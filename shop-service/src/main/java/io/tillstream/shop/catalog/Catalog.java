package io.tillstream.shop.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The products for sale, in the language of the request. Prices come only from here, never from a request. */
@Component
public class Catalog {

    private static final String SELECT = """
            select p.sku, coalesce(t.name, p.name) as name, p.category,
                coalesce(t.description, p.description) as description, p.price_minor, p.currency, p.stock, p.position, f.digest
            from product p left join product_text t on t.sku = p.sku and t.lang = :lang
            left join product_picture f on f.sku = p.sku
            """;

    private final JdbcClient jdbc;

    Catalog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The products that match, in the chosen order. */
    List<Product> browse(Browsing browsing) {
        return jdbc.sql("select * from (" + SELECT + """
                        ) as shelf where (:category = '' or lower(category) = :category)
                        and (name ilike :words escape '!' or description ilike :words escape '!')
                        order by""" + " " + browsing.sort().sql)
                .param("lang", language())
                .param("category", browsing.category())
                .param("words", "%" + browsing.q().replaceAll("[!%_]", "!$0") + "%")
                .query(Catalog::product)
                .list();
    }

    /** The categories, in the order of their first products. */
    List<String> categories() {
        return jdbc.sql("select category from product group by category order by min(position)")
                .query(String.class)
                .list();
    }

    /** @return empty when there is no product with this code */
    public Optional<Product> find(String sku) {
        return find(List.of(sku)).values().stream().findFirst();
    }

    /** The products with these codes; an unknown code has no entry. */
    public Map<String, Product> find(Collection<String> skus) {
        return skus.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(SELECT + "where p.sku in (:skus)")
                        .param("lang", language())
                        .param("skus", skus)
                        .query(Catalog::product)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    /**
     * Reduces the stock by what was sold, in the caller's transaction. Two shoppers may pay for the last piece at the same time;
     * the stock does not fall below zero.
     *
     * @param quantities by code
     */
    public void sold(Map<String, Integer> quantities) {
        // Always in the same order, so that two orders of the same products do not deadlock.
        new TreeMap<>(quantities)
                .forEach((sku, quantity) -> jdbc.sql(
                                "update product set stock = greatest(stock - ?, 0) where sku = ? and stock is not null")
                        .params(quantity, sku)
                        .update());
    }

    private static String language() {
        return LocaleContextHolder.getLocale().getLanguage();
    }

    private static Product product(ResultSet row, int index) throws SQLException {
        return new Product(
                row.getString("sku"),
                row.getString("name"),
                row.getString("category"),
                row.getString("description"),
                new Money(row.getLong("price_minor"), row.getString("currency")),
                row.getObject("stock", Integer.class),
                Product.picture(row.getString("sku"), row.getString("digest")));
    }
}
