package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.matching.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as JSON, in Meta's words (developers.facebook.com, Conversions API, parameters). Not by Meta's SDK: that
 * writes money as a float, which turns 16777217 into 1.6777216E7.
 */
final class CapiJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private CapiJson() {}

    /**
     * Writes the whole request.
     *
     * @param parameters of the request beside its events
     */
    static void write(List<CapiEvent> events, Map<String, String> parameters, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            events.forEach(event -> write(event, json));
            json.writeEndArray();
            parameters.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    /** Writes one event alone. */
    static byte[] one(CapiEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(event, json);
        }
        return out.toByteArray();
    }

    private static void write(CapiEvent event, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("event_name", "Purchase");
        json.writeNumberProperty("event_time", event.time().getEpochSecond());
        json.writeStringProperty("event_id", event.id());
        json.writeStringProperty("event_source_url", event.sourceUrl());
        plain("referrer_url", event.referrerUrl(), json);
        json.writeStringProperty("action_source", "website");
        json.writeName("user_data");
        write(event.customer(), json);
        json.writeName("custom_data");
        writePurchase(event, json);
        CapiEvent.DataProcessing limits = event.dataProcessing();
        if (limits != null) {
            write(limits, json);
        }
        json.writeEndObject();
    }

    private static void write(HashedCustomer customer, JsonGenerator json) {
        json.writeStartObject();
        hashes("em", customer.emails(), json);
        hashes("ph", customer.phones(), json);
        hashes("fn", customer.firstNames(), json);
        hashes("ln", customer.lastNames(), json);
        hashes("ge", customer.genders(), json);
        hashes("db", customer.birthDates(), json);
        hashes("ct", customer.cities(), json);
        hashes("st", customer.states(), json);
        hashes("zp", customer.postalCodes(), json);
        hashes("country", customer.countries(), json);
        hashes("external_id", customer.externalIds(), json);
        plain("client_ip_address", customer.ip(), json);
        plain("client_user_agent", customer.userAgent(), json);
        plain("fbp", customer.fbp(), json);
        plain("fbc", customer.fbc(), json);
        json.writeEndObject();
    }

    private static void write(CapiEvent.DataProcessing limits, JsonGenerator json) {
        json.writeArrayPropertyStart("data_processing_options");
        limits.options().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("data_processing_options_country", limits.country());
        json.writeNumberProperty("data_processing_options_state", limits.state());
    }

    private static void writePurchase(CapiEvent event, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("value", event.value());
        json.writeStringProperty("currency", event.currency());
        json.writeStringProperty("order_id", event.orderId());
        json.writeStringProperty("content_type", "product");
        json.writeArrayPropertyStart("content_ids");
        event.contents().forEach(content -> json.writeString(content.id()));
        json.writeEndArray();
        json.writeArrayPropertyStart("contents");
        for (CapiEvent.Content content : event.contents()) {
            json.writeStartObject();
            json.writeStringProperty("id", content.id());
            json.writeNumberProperty("quantity", content.quantity());
            json.writeNumberProperty("item_price", content.itemPrice());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty(
                "num_items",
                event.contents().stream().mapToLong(CapiEvent.Content::quantity).sum());
        json.writeEndObject();
    }

    private static void hashes(String name, List<Sha256> hashes, JsonGenerator json) {
        if (!hashes.isEmpty()) {
            json.writeArrayPropertyStart(name);
            for (Sha256 hash : hashes) {
                json.writeString(hash.hex());
            }
            json.writeEndArray();
        }
    }

    private static void plain(String name, @Nullable String value, JsonGenerator json) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
