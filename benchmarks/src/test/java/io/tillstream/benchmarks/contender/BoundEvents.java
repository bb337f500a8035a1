package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The same request as the floor's, by Jackson's binding and its generator. */
final class BoundEvents {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private BoundEvents() {}

    static byte[] request(List<byte[]> messages, byte[] key) throws GeneralSecurityException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Opening opening = new Opening(key);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            for (byte[] message : messages) {
                Order order = Order.read(message);
                write(order, opening.of(order.customer()), json);
            }
            json.writeEndArray();
            json.writeStringProperty("access_token", Setting.TOKEN);
            json.writeEndObject();
        }
        return body.toByteArray();
    }

    private static void write(Order order, Customer customer, JsonGenerator json) throws GeneralSecurityException {
        json.writeStartObject();
        json.writeStringProperty("event_name", "Purchase");
        json.writeNumberProperty("event_time", order.paidAt().getEpochSecond());
        json.writeStringProperty("event_id", order.eventId());
        json.writeStringProperty("event_source_url", order.sourceUrl());
        json.writeStringProperty("action_source", "website");
        json.writeName("user_data");
        write(customer, json);
        json.writeName("custom_data");
        writePurchase(order, json);
        json.writeEndObject();
    }

    private static void write(Customer customer, JsonGenerator json) throws GeneralSecurityException {
        json.writeStartObject();
        hash("em", customer.email(), json);
        hash("ph", customer.phone().substring(1), json);
        hash("fn", customer.firstName(), json);
        hash("ln", customer.lastName(), json);
        hash("ct", customer.city(), json);
        hash("st", customer.state(), json);
        hash("zp", customer.postalCode(), json);
        hash("country", customer.country(), json);
        hash("external_id", customer.externalId(), json);
        json.writeStringProperty("client_ip_address", customer.ip());
        json.writeStringProperty("client_user_agent", customer.userAgent());
        json.writeStringProperty("fbp", customer.fbp());
        json.writeStringProperty("fbc", customer.fbc());
        json.writeEndObject();
    }

    private static void hash(String name, @Nullable String raw, JsonGenerator json) throws GeneralSecurityException {
        if (raw != null) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(raw.strip().toLowerCase(Locale.ROOT).getBytes(UTF_8));
            json.writeArrayPropertyStart(name);
            json.writeString(HexFormat.of().formatHex(digest));
            json.writeEndArray();
        }
    }

    private static void writePurchase(Order order, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("value", order.total());
        json.writeStringProperty("currency", order.currency());
        json.writeStringProperty("order_id", order.orderId());
        json.writeStringProperty("content_type", "product");
        json.writeArrayPropertyStart("content_ids");
        order.items().forEach(item -> json.writeString(item.sku()));
        json.writeEndArray();
        json.writeArrayPropertyStart("contents");
        int pieces = 0;
        for (Order.Item item : order.items()) {
            json.writeStartObject();
            json.writeStringProperty("id", item.sku());
            json.writeNumberProperty("quantity", item.quantity());
            json.writeNumberProperty("item_price", item.unitPrice());
            json.writeEndObject();
            pieces += item.quantity();
        }
        json.writeEndArray();
        json.writeNumberProperty("num_items", pieces);
        json.writeEndObject();
    }
}
