package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Catalog;
import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.checkout.LineItems;
import io.tillstream.sandbox.stripe.checkout.PaymentLinks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Products, prices and Payment Links. */
@RestController
@RequestMapping("/v1")
class CatalogApi {

    private static final String LINKS = "/v1/payment_links";

    private final Catalog catalog;
    private final PaymentLinks links;
    private final Idempotency idempotency;
    private final Listing listing;
    private final Shown shown;
    private final PublicAddress address;
    private final JsonMapper json;

    CatalogApi(
            Catalog catalog,
            PaymentLinks links,
            Idempotency idempotency,
            Listing listing,
            Shown shown,
            PublicAddress address,
            JsonMapper json) {
        this.catalog = catalog;
        this.links = links;
        this.idempotency = idempotency;
        this.listing = listing;
        this.shown = shown;
        this.address = address;
        this.json = json;
    }

    @PostMapping("/products")
    ResponseEntity<ObjectNode> createProduct(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        return idempotency.once(key, "/v1/products", form, () -> catalog.createProduct(form));
    }

    @GetMapping("/products")
    ObjectNode products(@RequestParam Map<String, String> query) {
        return listing.page("/v1/products", catalog.products(), new Form(query), Set.of("active"));
    }

    @GetMapping("/products/{id}")
    ObjectNode product(@PathVariable String id, @RequestParam Map<String, String> query) {
        return shown.expanded(catalog.product(id), expand(query));
    }

    @PostMapping("/prices")
    ResponseEntity<ObjectNode> createPrice(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        return idempotency.once(
                key, "/v1/prices", form, () -> shown.expanded(catalog.createPrice(form), form.expand()));
    }

    @GetMapping("/prices")
    ObjectNode prices(@RequestParam Map<String, String> query) {
        return listing.page("/v1/prices", catalog.prices(), new Form(query), Set.of("active"));
    }

    @GetMapping("/prices/{id}")
    ObjectNode price(@PathVariable String id, @RequestParam Map<String, String> query) {
        return shown.expanded(catalog.price(id), expand(query));
    }

    @PostMapping("/payment_links")
    ResponseEntity<ObjectNode> createLink(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        return idempotency.once(
                key, LINKS, form, () -> shown.expanded(links.create(form, address.origin()), form.expand()));
    }

    /** Changes only {@code active}. */
    @PostMapping("/payment_links/{id}")
    ResponseEntity<ObjectNode> changeLink(
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        form.requireKnown("active"::equals);
        return idempotency.once(
                key,
                LINKS + "/" + id,
                form,
                () -> shown.expanded(links.activate(id, form.required("active").equals("true")), form.expand()));
    }

    @GetMapping("/payment_links")
    ObjectNode links(@RequestParam Map<String, String> query) {
        return listing.page(LINKS, links.newest(), new Form(query), Set.of("active"));
    }

    @GetMapping("/payment_links/{id}")
    ObjectNode link(@PathVariable String id, @RequestParam Map<String, String> query) {
        return shown.expanded(links.get(id), expand(query));
    }

    @GetMapping("/payment_links/{id}/line_items")
    ObjectNode lineItems(@PathVariable String id, @RequestParam Map<String, String> query) {
        Form form = new Form(query);
        return listing.items(
                LINKS + "/" + id + "/line_items",
                LineItems.of(links.get(id), Shown.products(form.expand()), json),
                form);
    }

    private static List<String> expand(Map<String, String> query) {
        Form form = new Form(query);
        form.requireKnown(name -> false);
        return form.expand();
    }
}
