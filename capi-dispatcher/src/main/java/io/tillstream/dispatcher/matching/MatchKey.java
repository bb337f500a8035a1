package io.tillstream.dispatcher.matching;

import java.util.Locale;

/** Keys by which Meta matches customers, with Meta's names. Two keys stand for several fields that only help together. */
public enum MatchKey {
    EM,
    PH,
    /** Both first and last name. */
    FN_LN,
    /** All of city, postal code and country. */
    CT_ZP_COUNTRY,
    EXTERNAL_ID,
    CLIENT_IP_ADDRESS,
    CLIENT_USER_AGENT,
    FBP,
    FBC;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Its name in metrics and receipts. */
    public String text() {
        return text;
    }
}
