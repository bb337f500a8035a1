package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

/** Events as JSON, written by Jackson: what {@link CapiJson} must write, byte for byte. */
final class JacksonCapiJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JacksonCapiJson() {}

    /**
     * Writes the whole request.
     *
     * @param parameters of the request beside its events
     */
    static void write(List<CapiEvent> events, Map<String, String> parameters, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName(CapiWord.DATA.text);
            json.writeStartArray();
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
        json.writeName(CapiWord.EVENT_NAME.text);
        json.writeString(event.name());
        json.writeName(CapiWord.EVENT_TIME.text);
        json.writeNumber(event.time().getEpochSecond());
        json.writeName(CapiWord.EVENT_ID.text);
        json.writeString(event.id());
        plain(CapiWord.EVENT_SOURCE_URL, event.sourceUrl(), json);
        plain(CapiWord.REFERRER_URL, event.referrerUrl(), json);
        json.writeName(CapiWord.ACTION_SOURCE.text);
        json.writeString(event.actionSource());
        json.writeName(CapiWord.USER_DATA.text);
        write(event.customer(), json);
        json.writeName(CapiWord.CUSTOM_DATA.text);
        writeSale(event, json);
        CapiEvent.DataProcessing limits = event.dataProcessing();
        if (limits != null) {
            write(limits, json);
        }
        json.writeEndObject();
    }

    private static void write(HashedCustomer customer, JsonGenerator json) {
        json.writeStartObject();
        hashes(CapiWord.EM, customer.emails(), json);
        hashes(CapiWord.PH, customer.phones(), json);
        hashes(CapiWord.FN, customer.firstNames(), json);
        hashes(CapiWord.LN, customer.lastNames(), json);
        hashes(CapiWord.GE, customer.genders(), json);
        hashes(CapiWord.DB, customer.birthDates(), json);
        hashes(CapiWord.CT, customer.cities(), json);
        hashes(CapiWord.ST, customer.states(), json);
        hashes(CapiWord.ZP, customer.postalCodes(), json);
        hashes(CapiWord.COUNTRY, customer.countries(), json);
        hashes(CapiWord.EXTERNAL_ID, customer.externalIds(), json);
        plain(CapiWord.CLIENT_IP_ADDRESS, customer.ip(), json);
        plain(CapiWord.CLIENT_USER_AGENT, customer.userAgent(), json);
        plain(CapiWord.FBP, customer.fbp(), json);
        plain(CapiWord.FBC, customer.fbc(), json);
        json.writeEndObject();
    }

    private static void write(CapiEvent.DataProcessing limits, JsonGenerator json) {
        json.writeName(CapiWord.DATA_PROCESSING_OPTIONS.text);
        json.writeStartArray();
        limits.options().forEach(json::writeString);
        json.writeEndArray();
        json.writeName(CapiWord.DATA_PROCESSING_OPTIONS_COUNTRY.text);
        json.writeNumber(limits.country());
        json.writeName(CapiWord.DATA_PROCESSING_OPTIONS_STATE.text);
        json.writeNumber(limits.state());
    }

    private static void writeSale(CapiEvent event, JsonGenerator json) {
        json.writeStartObject();
        CapiEvent.Money value = event.value();
        if (value != null) {
            json.writeName(CapiWord.VALUE.text);
            json.writeNumber(value.amount());
            json.writeName(CapiWord.CURRENCY.text);
            json.writeString(value.currency());
        }
        json.writeName(CapiWord.ORDER_ID.text);
        json.writeString(event.orderId());
        if (!event.contents().isEmpty()) {
            write(event.contents(), json);
        }
        plain(CapiWord.CUSTOMER_SEGMENTATION, event.customerSegmentation(), json);
        json.writeEndObject();
    }

    private static void write(List<CapiEvent.Content> contents, JsonGenerator json) {
        json.writeName(CapiWord.CONTENT_TYPE.text);
        json.writeString(CapiWord.PRODUCT.text);
        json.writeName(CapiWord.CONTENT_IDS.text);
        json.writeStartArray();
        contents.forEach(content -> json.writeString(content.id()));
        json.writeEndArray();
        json.writeName(CapiWord.CONTENTS.text);
        json.writeStartArray();
        for (CapiEvent.Content content : contents) {
            json.writeStartObject();
            json.writeName(CapiWord.ID.text);
            json.writeString(content.id());
            json.writeName(CapiWord.QUANTITY.text);
            json.writeNumber(content.quantity());
            json.writeName(CapiWord.ITEM_PRICE.text);
            json.writeNumber(content.itemPrice());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName(CapiWord.NUM_ITEMS.text);
        json.writeNumber(
                contents.stream().mapToLong(CapiEvent.Content::quantity).sum());
    }

    private static void hashes(CapiWord name, List<Sha256> hashes, JsonGenerator json) {
        if (!hashes.isEmpty()) {
            json.writeName(name.text);
            json.writeStartArray();
            for (Sha256 hash : hashes) {
                // Digits and letters only: nothing needs escaping.
                byte[] hex = hash.hex().getBytes(ISO_8859_1);
                json.writeRawUTF8String(hex, 0, hex.length);
            }
            json.writeEndArray();
        }
    }

    private static void plain(CapiWord name, @Nullable String value, JsonGenerator json) {
        if (value != null) {
            json.writeName(name.text);
            json.writeString(value);
        }
    }
}
