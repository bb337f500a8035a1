package io.tillstream.shop.catalog;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.stereotype.Component;

/** A dozen products to try the shop with, where the setting asks for them. */
@Component
class DemoProducts implements FlywayConfigurationCustomizer {

    private final CatalogSettings settings;

    DemoProducts(CatalogSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        if (settings.demoProducts()) {
            flyway.locations("classpath:db/migration", "classpath:db/demo");
        }
    }
}
