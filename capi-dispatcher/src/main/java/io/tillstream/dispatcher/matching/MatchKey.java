package io.tillstream.dispatcher.matching;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

    /** Caches sets of keys: nearly all customers have one of very few. */
    private static final Map<Set<MatchKey>, List<String>> TEXTS = new ConcurrentHashMap<>();

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Its name in metrics and receipts. */
    public String text() {
        return text;
    }

    /** The names of several keys, in the order of their declaration. */
    public static List<String> texts(Set<MatchKey> keys) {
        List<String> known = TEXTS.get(keys);
        return known != null
                ? known
                : TEXTS.computeIfAbsent(
                        Set.copyOf(keys),
                        each -> each.stream().sorted().map(MatchKey::text).toList());
    }
}
