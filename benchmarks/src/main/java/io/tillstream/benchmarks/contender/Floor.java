package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The minimal Java code that consumes, opens, hashes, encodes and posts. It checks nothing, stores nothing, and normalises
 * only by trimming and lower case. Every other program has at least its cost.
 */
final class Floor implements Consumption.Work {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Setting setting;
    private final Opening opening;
    private final MessageDigest sha256;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(2_000_000);

    private Floor(Setting setting) {
        this.setting = setting;
        this.opening = new Opening(setting.key());
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** @param arguments see {@link Setting} */
    public static void main(String[] arguments) {
        Setting setting = Setting.of(arguments);
        Consumption.run(setting, 2, () -> new Floor(setting));
    }

    @Override
    public void on(ConsumerRecords<byte[], byte[]> batch) throws Exception {
        body.reset();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                Order order = Order.read(record.value());
                write(order, opening.of(order.customer()), json);
            }
            json.writeEndArray();
            json.writeStringProperty("access_token", Setting.TOKEN);
            json.writeEndObject();
        }
        HttpRequest request = HttpRequest.newBuilder(setting.events())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("The sink answered " + answer.statusCode());
        }
    }

    private void write(Order order, Customer customer, JsonGenerator json) {
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

    private void write(Customer customer, JsonGenerator json) {
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

    private void hash(String name, @Nullable String raw, JsonGenerator json) {
        if (raw != null) {
            byte[] digest = sha256.digest(raw.strip().toLowerCase(Locale.ROOT).getBytes(UTF_8));
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
