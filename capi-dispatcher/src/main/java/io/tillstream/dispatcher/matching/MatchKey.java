package io.tillstream.dispatcher.matching;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

    /** Nearly all customers have one of very few sets of keys. */
    private static final Map<Set<MatchKey>, List<String>> TEXTS = new ConcurrentHashMap<>();

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it stands in metrics and receipts. */
    public String text() {
        return text;
    }

    /** The texts of several, in the order in which they are declared. */
    public static List<String> texts(Set<MatchKey> keys) {
        List<String> known = TEXTS.get(keys);
        return known != null
                ? known
                : TEXTS.computeIfAbsent(
                        Set.copyOf(keys),
                        each -> each.stream().sorted().map(MatchKey::text).toList());
    }
}
