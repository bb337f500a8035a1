package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.json.JsonOut;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.matching.Sha256;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON, in Meta's words (developers.facebook.com, Conversions API, parameters). Not by Meta's SDK: that
 * writes money as a float, which turns 16777217 into 1.6777216E7.
 */
final class CapiJson {

    private CapiJson() {}

    /**
     * Writes the whole request.
     *
     * @param parameters of the request beside its events
     */
    static void write(List<EncodedEvent> events, Map<String, String> parameters, JsonOut json) {
        json.open('{');
        json.name(CapiWord.DATA.name);
        json.open('[');
        for (EncodedEvent event : events) {
            json.value(event.json());
        }
        json.close(']');
        parameters.forEach((name, value) -> {
            json.name(name);
            json.text(value);
        });
        json.close('}');
    }

    /** Writes one event. */
    static void write(CapiEvent event, JsonOut json) {
        json.open('{');
        plain(CapiWord.EVENT_NAME, event.name(), json);
        json.name(CapiWord.EVENT_TIME.name);
        json.number(event.time().getEpochSecond());
        plain(CapiWord.EVENT_ID, event.id(), json);
        plain(CapiWord.EVENT_SOURCE_URL, event.sourceUrl(), json);
        plain(CapiWord.REFERRER_URL, event.referrerUrl(), json);
        plain(CapiWord.ACTION_SOURCE, event.actionSource(), json);
        json.name(CapiWord.USER_DATA.name);
        write(event.customer(), json);
        json.name(CapiWord.CUSTOM_DATA.name);
        writeSale(event, json);
        CapiEvent.DataProcessing limits = event.dataProcessing();
        if (limits != null) {
            write(limits, json);
        }
        json.close('}');
    }

    private static void write(HashedCustomer customer, JsonOut json) {
        json.open('{');
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
        json.close('}');
    }

    private static void write(CapiEvent.DataProcessing limits, JsonOut json) {
        json.name(CapiWord.DATA_PROCESSING_OPTIONS.name);
        json.open('[');
        limits.options().forEach(json::text);
        json.close(']');
        json.name(CapiWord.DATA_PROCESSING_OPTIONS_COUNTRY.name);
        json.number(limits.country());
        json.name(CapiWord.DATA_PROCESSING_OPTIONS_STATE.name);
        json.number(limits.state());
    }

    private static void writeSale(CapiEvent event, JsonOut json) {
        json.open('{');
        CapiEvent.Money value = event.value();
        if (value != null) {
            json.name(CapiWord.VALUE.name);
            json.number(value.amount());
            plain(CapiWord.CURRENCY, value.currency(), json);
        }
        plain(CapiWord.ORDER_ID, event.orderId(), json);
        if (!event.contents().isEmpty()) {
            write(event.contents(), json);
        }
        plain(CapiWord.CUSTOMER_SEGMENTATION, event.customerSegmentation(), json);
        json.close('}');
    }

    private static void write(List<CapiEvent.Content> contents, JsonOut json) {
        plain(CapiWord.CONTENT_TYPE, CapiWord.PRODUCT.text, json);
        json.name(CapiWord.CONTENT_IDS.name);
        json.open('[');
        for (CapiEvent.Content content : contents) {
            json.text(content.id());
        }
        json.close(']');
        json.name(CapiWord.CONTENTS.name);
        json.open('[');
        long pieces = 0;
        for (CapiEvent.Content content : contents) {
            json.open('{');
            plain(CapiWord.ID, content.id(), json);
            json.name(CapiWord.QUANTITY.name);
            json.number(content.quantity());
            json.name(CapiWord.ITEM_PRICE.name);
            json.number(content.itemPrice());
            json.close('}');
            pieces += content.quantity();
        }
        json.close(']');
        json.name(CapiWord.NUM_ITEMS.name);
        json.number(pieces);
    }

    private static void hashes(CapiWord name, List<Sha256> hashes, JsonOut json) {
        if (!hashes.isEmpty()) {
            json.name(name.name);
            json.open('[');
            for (Sha256 hash : hashes) {
                hash.write(json);
            }
            json.close(']');
        }
    }

    private static void plain(CapiWord name, @Nullable String value, JsonOut json) {
        if (value != null) {
            json.name(name.name);
            json.text(value);
        }
    }
}
