package io.tillstream.shop.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is for sale now. Prices come from here alone, never from a request. */
@Component
public class Catalog {

    private static final String SELECT = "select sku, name, category, description, price_minor, currency from product ";

    private final JdbcClient jdbc;

    Catalog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All products, in the order the shop shows them. */
    public List<Product> all() {
        return jdbc.sql(SELECT + "order by position").query(Catalog::product).list();
    }

    /** @return empty when nothing with this code is for sale */
    public Optional<Product> find(String sku) {
        return jdbc.sql(SELECT + "where sku = ?")
                .param(sku)
                .query(Catalog::product)
                .optional();
    }

    /** The products with these codes; a code that is not for sale has no entry. */
    public Map<String, Product> find(Collection<String> skus) {
        return skus.isEmpty()
                ? Map.of()
                : jdbc.sql(SELECT + "where sku in (:skus)").param("skus", skus).query(Catalog::product).list().stream()
                        .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    private static Product product(ResultSet row, int index) throws SQLException {
        return new Product(
                row.getString("sku"),
                row.getString("name"),
                row.getString("category"),
                row.getString("description"),
                new Money(row.getLong("price_minor"), row.getString("currency")));
    }
}
