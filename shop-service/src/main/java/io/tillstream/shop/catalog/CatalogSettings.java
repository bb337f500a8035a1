package io.tillstream.shop.catalog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param demoProducts whether a dozen products are put on an empty shelf, to try the shop with */
@ConfigurationProperties("shop.catalog")
record CatalogSettings(@DefaultValue("false") boolean demoProducts) {}
