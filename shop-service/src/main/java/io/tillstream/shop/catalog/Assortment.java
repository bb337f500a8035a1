package io.tillstream.shop.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The products as the owner edits them, in all languages. */
@Component
public class Assortment {

    private static final String SELECT = """
            select p.*, t.name as name_ja, t.description as description_ja, f.digest
            from product p left join product_text t on t.sku = p.sku and t.lang = 'ja'
            left join product_picture f on f.sku = p.sku
            """;

    private final JdbcClient jdbc;

    Assortment(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Name and description in one language. */
    public record Text(String name, String description) {}

    /**
     * One product.
     *
     * @param japanese an empty name, or an empty description, stands for the English one
     * @param stock    pieces left; null when the stock is unlimited
     * @param picture  its path; not used when the article is saved
     */
    public record Article(
            String sku,
            String category,
            Text english,
            Text japanese,
            Money price,
            @Nullable Integer stock,
            String picture) {}

    /** All products, in the order of the shelf. */
    public List<Article> all() {
        return jdbc.sql(SELECT + "order by p.position")
                .query(Assortment::article)
                .list();
    }

    /** @return empty when there is no product with this code */
    public Optional<Article> find(String sku) {
        return jdbc.sql(SELECT + "where p.sku = ?")
                .param(sku)
                .query(Assortment::article)
                .optional();
    }

    /**
     * Adds a new product at the end of the shelf.
     *
     * @return false when there is a product with its code; then nothing has changed
     */
    @Transactional
    public boolean add(Article article) {
        // Without the lock, two products that are added at once would get the same position.
        jdbc.sql("lock table product in share row exclusive mode").update();
        boolean added = values(jdbc.sql("""
                        insert into product (sku, name, category, description, price_minor, currency, stock, position)
                        values (:sku, :name, :category, :description, :price, :currency, :stock,
                            (select coalesce(max(position), 0) + 1 from product))
                        on conflict (sku) do nothing"""), article).update() == 1;
        if (added) {
            translate(article);
        }
        return added;
    }

    /**
     * Changes a product, except for its picture.
     *
     * @param shown the stock that the owner saw; setting it again would put pieces sold since back on the shelf
     * @return false when the owner changed the stock and some pieces were sold since; then nothing has changed
     */
    @Transactional
    public boolean change(Article article, @Nullable Integer shown) {
        boolean keepStock = Objects.equals(article.stock(), shown);
        boolean changed = values(jdbc.sql("""
                        update product set name = :name, category = :category, description = :description,
                            price_minor = :price, currency = :currency,
                            stock = case when :keep then stock else :stock end
                        where sku = :sku and (:keep or stock is not distinct from :shown)"""), article)
                        .param("keep", keepStock)
                        .param("shown", shown, Types.INTEGER)
                        .update()
                == 1;
        if (changed) {
            translate(article);
        }
        return changed;
    }

    private static JdbcClient.StatementSpec values(JdbcClient.StatementSpec statement, Article article) {
        return statement
                .param("sku", article.sku())
                .param("name", article.english().name())
                .param("category", article.category())
                .param("description", article.english().description())
                .param("price", article.price().minorUnits())
                .param("currency", article.price().currency())
                .param("stock", article.stock(), Types.INTEGER);
    }

    private void translate(Article article) {
        if (article.japanese().name().isEmpty()) {
            jdbc.sql("delete from product_text where sku = ? and lang = 'ja'")
                    .param(article.sku())
                    .update();
        } else {
            jdbc.sql("""
                            insert into product_text (sku, lang, name, description) values (?, 'ja', ?, ?)
                            on conflict (sku, lang) do update set name = excluded.name, description = excluded.description""")
                    .params(
                            article.sku(),
                            article.japanese().name(),
                            article.japanese().description().isEmpty()
                                    ? article.english().description()
                                    : article.japanese().description())
                    .update();
        }
    }

    /** Replaces the picture of a product. */
    public void show(String sku, Picture picture) {
        jdbc.sql("""
                        insert into product_picture (sku, type, bytes, digest) values (?, ?, ?, ?)
                        on conflict (sku) do update set type = excluded.type, bytes = excluded.bytes,
                            digest = excluded.digest""")
                .params(sku, picture.type(), picture.bytes(), picture.digest())
                .update();
    }

    /** Removes a product from the shelf. Orders of it stay. */
    public void remove(String sku) {
        jdbc.sql("delete from product where sku = ?").param(sku).update();
    }

    /** The picture with a digest, which is the last part of {@link Product#picture}; empty when there is none. */
    public Optional<Picture> picture(String digest) {
        return jdbc.sql("select type, bytes from product_picture where digest = ? limit 1")
                .param(digest)
                .query((row, index) -> new Picture(row.getString("type"), row.getBytes("bytes")))
                .optional();
    }

    private static Article article(ResultSet row, int index) throws SQLException {
        return new Article(
                row.getString("sku"),
                row.getString("category"),
                new Text(row.getString("name"), row.getString("description")),
                new Text(
                        Optional.ofNullable(row.getString("name_ja")).orElse(""),
                        Optional.ofNullable(row.getString("description_ja")).orElse("")),
                new Money(row.getLong("price_minor"), row.getString("currency")),
                row.getObject("stock", Integer.class),
                Product.picture(row.getString("sku"), row.getString("digest")));
    }
}
