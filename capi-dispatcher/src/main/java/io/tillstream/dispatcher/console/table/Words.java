package io.tillstream.dispatcher.console.table;

import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.dispatch.Suppression;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Explains the names that receipts, headers and metrics use. */
public final class Words {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("em", "e-mail address, hashed"),
            Map.entry("ph", "phone number, hashed"),
            Map.entry("fn_ln", "first and last name, hashed"),
            Map.entry("ct_zp_country", "city, postal code and country, hashed"),
            Map.entry("external_id", "the shop's id of the customer, hashed"),
            Map.entry("client_ip_address", "IP address"),
            Map.entry("client_user_agent", "name of the browser"),
            Map.entry("fbp", "Meta's id of the browser"),
            Map.entry("fbc", "Meta's id of the click on an ad"));

    private Words() {}

    /** The explanation; empty for an unknown name. */
    public static String of(String word) {
        return Stream.concat(
                        Arrays.stream(Reason.values())
                                .filter(reason -> reason.text().equals(word))
                                .map(Reason::action),
                        Arrays.stream(Suppression.values())
                                .filter(reason -> reason.text().equals(word))
                                .map(Suppression::meaning))
                .findFirst()
                .orElseGet(() -> MEANINGS.getOrDefault(word, ""));
    }
}
