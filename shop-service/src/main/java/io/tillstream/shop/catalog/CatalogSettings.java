package io.tillstream.shop.catalog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param demoProducts whether twelve demo products are added when the shelf is empty */
@ConfigurationProperties("shop.catalog")
record CatalogSettings(@DefaultValue("false") boolean demoProducts) {}
