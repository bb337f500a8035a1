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
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as JSON, in Meta's words (developers.facebook.com, Conversions API, parameters). Not by Meta's SDK: that
 * writes money as a float, which turns 16777217 into 1.6777216E7.
 */
final class CapiJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    // Names and words that every event has, encoded once.
    private static final SerializableString EVENT_NAME = new SerializedString("event_name");
    private static final SerializableString PURCHASE = new SerializedString("Purchase");
    private static final SerializableString ACTION_SOURCE = new SerializedString("action_source");
    private static final SerializableString WEBSITE = new SerializedString("website");
    private static final SerializableString CONTENT_TYPE = new SerializedString("content_type");
    private static final SerializableString PRODUCT = new SerializedString("product");
    private static final SerializableString EVENT_ID = new SerializedString("event_id");
    private static final SerializableString EVENT_SOURCE_URL = new SerializedString("event_source_url");
    private static final SerializableString CURRENCY = new SerializedString("currency");
    private static final SerializableString ORDER_ID = new SerializedString("order_id");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString EVENT_TIME = new SerializedString("event_time");
    private static final SerializableString DATA_PROCESSING_OPTIONS_COUNTRY =
            new SerializedString("data_processing_options_country");
    private static final SerializableString DATA_PROCESSING_OPTIONS_STATE =
            new SerializedString("data_processing_options_state");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString QUANTITY = new SerializedString("quantity");
    private static final SerializableString ITEM_PRICE = new SerializedString("item_price");
    private static final SerializableString NUM_ITEMS = new SerializedString("num_items");
    private static final SerializableString DATA = new SerializedString("data");
    private static final SerializableString DATA_PROCESSING_OPTIONS = new SerializedString("data_processing_options");
    private static final SerializableString CONTENT_IDS = new SerializedString("content_ids");
    private static final SerializableString CONTENTS = new SerializedString("contents");
    private static final SerializableString USER_DATA = new SerializedString("user_data");
    private static final SerializableString CUSTOM_DATA = new SerializedString("custom_data");
    private static final SerializableString REFERRER_URL = new SerializedString("referrer_url");
    private static final SerializableString EM = new SerializedString("em");
    private static final SerializableString PH = new SerializedString("ph");
    private static final SerializableString FN = new SerializedString("fn");
    private static final SerializableString LN = new SerializedString("ln");
    private static final SerializableString GE = new SerializedString("ge");
    private static final SerializableString DB = new SerializedString("db");
    private static final SerializableString CT = new SerializedString("ct");
    private static final SerializableString ST = new SerializedString("st");
    private static final SerializableString ZP = new SerializedString("zp");
    private static final SerializableString COUNTRY = new SerializedString("country");
    private static final SerializableString EXTERNAL_ID = new SerializedString("external_id");
    private static final SerializableString CLIENT_IP_ADDRESS = new SerializedString("client_ip_address");
    private static final SerializableString CLIENT_USER_AGENT = new SerializedString("client_user_agent");
    private static final SerializableString FBP = new SerializedString("fbp");
    private static final SerializableString FBC = new SerializedString("fbc");

    private CapiJson() {}

    /**
     * Writes the whole request.
     *
     * @param parameters of the request beside its events
     */
    static void write(List<CapiEvent> events, Map<String, String> parameters, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName(DATA);
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
        json.writeName(EVENT_NAME);
        json.writeString(PURCHASE);
        json.writeName(EVENT_TIME);
        json.writeNumber(event.time().getEpochSecond());
        json.writeName(EVENT_ID);
        json.writeString(event.id());
        json.writeName(EVENT_SOURCE_URL);
        json.writeString(event.sourceUrl());
        plain(REFERRER_URL, event.referrerUrl(), json);
        json.writeName(ACTION_SOURCE);
        json.writeString(WEBSITE);
        json.writeName(USER_DATA);
        write(event.customer(), json);
        json.writeName(CUSTOM_DATA);
        writePurchase(event, json);
        CapiEvent.DataProcessing limits = event.dataProcessing();
        if (limits != null) {
            write(limits, json);
        }
        json.writeEndObject();
    }

    private static void write(HashedCustomer customer, JsonGenerator json) {
        json.writeStartObject();
        hashes(EM, customer.emails(), json);
        hashes(PH, customer.phones(), json);
        hashes(FN, customer.firstNames(), json);
        hashes(LN, customer.lastNames(), json);
        hashes(GE, customer.genders(), json);
        hashes(DB, customer.birthDates(), json);
        hashes(CT, customer.cities(), json);
        hashes(ST, customer.states(), json);
        hashes(ZP, customer.postalCodes(), json);
        hashes(COUNTRY, customer.countries(), json);
        hashes(EXTERNAL_ID, customer.externalIds(), json);
        plain(CLIENT_IP_ADDRESS, customer.ip(), json);
        plain(CLIENT_USER_AGENT, customer.userAgent(), json);
        plain(FBP, customer.fbp(), json);
        plain(FBC, customer.fbc(), json);
        json.writeEndObject();
    }

    private static void write(CapiEvent.DataProcessing limits, JsonGenerator json) {
        json.writeName(DATA_PROCESSING_OPTIONS);
        json.writeStartArray();
        limits.options().forEach(json::writeString);
        json.writeEndArray();
        json.writeName(DATA_PROCESSING_OPTIONS_COUNTRY);
        json.writeNumber(limits.country());
        json.writeName(DATA_PROCESSING_OPTIONS_STATE);
        json.writeNumber(limits.state());
    }

    private static void writePurchase(CapiEvent event, JsonGenerator json) {
        json.writeStartObject();
        json.writeName(VALUE);
        json.writeNumber(event.value());
        json.writeName(CURRENCY);
        json.writeString(event.currency());
        json.writeName(ORDER_ID);
        json.writeString(event.orderId());
        json.writeName(CONTENT_TYPE);
        json.writeString(PRODUCT);
        json.writeName(CONTENT_IDS);
        json.writeStartArray();
        event.contents().forEach(content -> json.writeString(content.id()));
        json.writeEndArray();
        json.writeName(CONTENTS);
        json.writeStartArray();
        for (CapiEvent.Content content : event.contents()) {
            json.writeStartObject();
            json.writeName(ID);
            json.writeString(content.id());
            json.writeName(QUANTITY);
            json.writeNumber(content.quantity());
            json.writeName(ITEM_PRICE);
            json.writeNumber(content.itemPrice());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName(NUM_ITEMS);
        json.writeNumber(
                event.contents().stream().mapToLong(CapiEvent.Content::quantity).sum());
        json.writeEndObject();
    }

    private static void hashes(SerializableString name, List<Sha256> hashes, JsonGenerator json) {
        if (!hashes.isEmpty()) {
            json.writeName(name);
            json.writeStartArray();
            for (Sha256 hash : hashes) {
                // Digits and letters alone: nothing in them is escaped.
                byte[] hex = hash.hex().getBytes(ISO_8859_1);
                json.writeRawUTF8String(hex, 0, hex.length);
            }
            json.writeEndArray();
        }
    }

    private static void plain(SerializableString name, @Nullable String value, JsonGenerator json) {
        if (value != null) {
            json.writeName(name);
            json.writeString(value);
        }
    }
}
