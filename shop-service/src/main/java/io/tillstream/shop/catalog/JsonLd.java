package io.tillstream.shop.catalog;

import io.tillstream.shop.storefront.StorefrontSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A product as schema.org JSON-LD, for search engines. */
@Component
class JsonLd {

    private final JsonMapper json;
    private final StorefrontSettings storefront;

    JsonLd(JsonMapper json, StorefrontSettings storefront) {
        this.json = json;
        this.storefront = storefront;
    }

    /** JSON that is safe in a script element: "<" is escaped, so no text of a product can end the element. */
    String of(Product product) {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("@type", "Offer");
        offer.put("price", product.price().majorUnits().toPlainString());
        offer.put("priceCurrency", product.price().currency());
        offer.put("availability", "https://schema.org/" + (product.available() ? "InStock" : "OutOfStock"));
        offer.put("url", storefront.page("/products/" + product.sku()));
        Map<String, Object> thing = new LinkedHashMap<>();
        thing.put("@context", "https://schema.org");
        thing.put("@type", "Product");
        thing.put("sku", product.sku());
        thing.put("name", product.name());
        thing.put("description", product.description());
        thing.put("image", storefront.page(product.picture()));
        thing.put("offers", offer);
        return json.writeValueAsString(thing).replace("<", "\\u003c");
    }
}
