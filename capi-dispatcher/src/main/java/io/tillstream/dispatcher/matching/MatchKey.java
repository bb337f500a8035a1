package io.tillstream.dispatcher.matching;

import java.util.Locale;

/** What Meta matches customers by, in its own names; two stand for several that are only of use together. */
public enum MatchKey {
    EM,
    PH,
    /** First and last name, both. */
    FN_LN,
    /** City, postal code and country, all three. */
    CT_ZP_COUNTRY,
    EXTERNAL_ID,
    CLIENT_IP_ADDRESS,
    CLIENT_USER_AGENT,
    FBP,
    FBC;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it stands in metrics and receipts. */
    public String text() {
        return text;
    }
}
