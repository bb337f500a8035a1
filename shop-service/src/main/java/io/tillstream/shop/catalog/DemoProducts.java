package io.tillstream.shop.catalog;

import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;

/** Adds twelve demo products if the setting is on and the shelf is empty. */
@Component
class DemoProducts implements SmartInitializingSingleton {

    private final CatalogSettings settings;
    private final JdbcClient jdbc;
    private final DataSource database;

    DemoProducts(CatalogSettings settings, JdbcClient jdbc, DataSource database) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.database = database;
    }

    /** Runs before the web server starts. */
    @Override
    public void afterSingletonsInstantiated() {
        if (settings.demoProducts() && shelfIsEmpty()) {
            new ResourceDatabasePopulator(new ClassPathResource("db/demo/products.sql")).execute(database);
        }
    }

    private boolean shelfIsEmpty() {
        return jdbc.sql("select not exists (select from product)")
                .query(Boolean.class)
                .single();
    }
}
