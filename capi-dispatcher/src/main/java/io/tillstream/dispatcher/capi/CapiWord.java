package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.json.JsonOut;

/** The names in every event (developers.facebook.com, Conversions API, parameters), encoded once. */
enum CapiWord {
    EVENT_NAME("event_name"),
    ACTION_SOURCE("action_source"),
    CONTENT_TYPE("content_type"),
    PRODUCT("product"),
    EVENT_ID("event_id"),
    EVENT_SOURCE_URL("event_source_url"),
    CURRENCY("currency"),
    ORDER_ID("order_id"),
    ID("id"),
    EVENT_TIME("event_time"),
    DATA_PROCESSING_OPTIONS_COUNTRY("data_processing_options_country"),
    DATA_PROCESSING_OPTIONS_STATE("data_processing_options_state"),
    VALUE("value"),
    QUANTITY("quantity"),
    ITEM_PRICE("item_price"),
    NUM_ITEMS("num_items"),
    DATA("data"),
    DATA_PROCESSING_OPTIONS("data_processing_options"),
    CONTENT_IDS("content_ids"),
    CONTENTS("contents"),
    USER_DATA("user_data"),
    CUSTOM_DATA("custom_data"),
    CUSTOMER_SEGMENTATION("customer_segmentation"),
    REFERRER_URL("referrer_url"),
    EM("em"),
    PH("ph"),
    FN("fn"),
    LN("ln"),
    GE("ge"),
    DB("db"),
    CT("ct"),
    ST("st"),
    ZP("zp"),
    COUNTRY("country"),
    EXTERNAL_ID("external_id"),
    CLIENT_IP_ADDRESS("client_ip_address"),
    CLIENT_USER_AGENT("client_user_agent"),
    FBP("fbp"),
    FBC("fbc");

    /** As a field's name in JSON, with quotation marks and colon. Never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    final byte[] name;

    final String text;

    CapiWord(String text) {
        this.text = text;
        this.name = JsonOut.encoded(text);
    }
}
