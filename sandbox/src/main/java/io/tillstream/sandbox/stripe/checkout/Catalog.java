package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.time.Clock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Products and their prices, one-time or recurring. */
@Component
public class Catalog {

    public static final String PRODUCT = "product";
    public static final String PRICE = "price";

    private static final Pattern PRODUCT_PARAMETERS =
            Pattern.compile("name|description|active|images\\[\\d+]|metadata\\[[^\\[\\]]{1,40}]");
    private static final Pattern PRICE_PARAMETERS = Pattern.compile("product|currency|unit_amount|nickname|active"
            + "|tax_behavior|lookup_key|recurring\\[(interval|interval_count)]|metadata\\[[^\\[\\]]{1,40}]");

    private final StripeObjects objects;
    private final JsonMapper json;
    private final Clock clock;

    Catalog(StripeObjects objects, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.json = json;
        this.clock = clock;
    }

    public ObjectNode createProduct(Form form) {
        form.requireKnown(name -> PRODUCT_PARAMETERS.matcher(name).matches());
        form.required("name");
        ObjectNode product = json.createObjectNode();
        product.put("id", Ids.make("prod_"))
                .put("object", PRODUCT)
                .put("active", true)
                .put("created", clock.instant().getEpochSecond())
                .put("description", form.text("description"))
                .put("livemode", false)
                .put("name", form.required("name"))
                .put("type", "service");
        product.set("images", json.valueToTree(form.list("images")));
        product.set("metadata", json.valueToTree(form.inside("metadata")));
        return objects.save(product);
    }

    /** @throws StripeError if the product does not exist */
    public ObjectNode createPrice(Form form) {
        form.requireKnown(name -> PRICE_PARAMETERS.matcher(name).matches());
        String product = product(form.required("product")).path("id").asString();
        String interval = form.text("recurring[interval]");
        long amount = form.number("unit_amount", 0);
        ObjectNode price = json.createObjectNode();
        price.put("id", Ids.make("price_"))
                .put("object", PRICE)
                .put("active", true)
                .put("billing_scheme", "per_unit")
                .put("created", clock.instant().getEpochSecond())
                .put("currency", form.required("currency"))
                .put("livemode", false)
                .put("lookup_key", form.text("lookup_key"))
                .put("nickname", form.text("nickname"))
                .put("product", product)
                .put("tax_behavior", form.text("tax_behavior") == null ? "unspecified" : form.text("tax_behavior"))
                .put("type", interval == null ? "one_time" : "recurring")
                .put("unit_amount", amount)
                .put("unit_amount_decimal", Long.toString(amount));
        price.set("metadata", json.valueToTree(form.inside("metadata")));
        price.set("recurring", recurring(interval));
        return objects.save(price);
    }

    /** All products, newest first. */
    public Stream<ObjectNode> products() {
        return objects.newest(PRODUCT);
    }

    /** All prices, newest first. */
    public Stream<ObjectNode> prices() {
        return objects.newest(PRICE);
    }

    public ObjectNode product(String id) {
        return objects.find(PRODUCT, id).orElseThrow(() -> StripeError.missing("product: '" + id + "'"));
    }

    public ObjectNode price(String id) {
        return objects.find(PRICE, id).orElseThrow(() -> StripeError.missing("price: '" + id + "'"));
    }

    /** Stores the products and prices of lines that a request described with {@code price_data}. */
    void keep(JsonNode lines, String currency) {
        for (JsonNode line : lines) {
            if (objects.find(PRICE, line.path("price").asString()).isEmpty()) {
                objects.save(LineItems.product(line, json).put("active", false));
                objects.save(LineItems.price(line, currency, json).put("active", false));
            }
        }
    }

    private JsonNode recurring(@Nullable String interval) {
        return interval == null
                ? json.nullNode()
                : json.createObjectNode()
                        .put("interval", interval)
                        .put("interval_count", 1)
                        .putNull("meter")
                        .putNull("trial_period_days")
                        .put("usage_type", "licensed");
    }
}
