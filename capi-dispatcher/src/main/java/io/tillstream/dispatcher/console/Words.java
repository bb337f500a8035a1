package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.deadletter.Reason;
import java.util.Arrays;
import java.util.Map;

/** What the short words of receipts, headers and metrics mean, for people who did not write them. */
final class Words {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("no_consent", "The customer did not agree that Meta may be told"),
            Map.entry("withdrawn", "The customer withdrew their consent before it was sent"),
            Map.entry("internal", "The shop placed it itself: its address is among INTERNAL_ORDERS"),
            Map.entry("test_order", "No money moved: it was paid in Stripe's test mode"),
            Map.entry("no_user_agent", "It came without the browser's name, which Meta requires of a web event"),
            Map.entry("crawler", "It was made by a robot, not by a customer"),
            Map.entry("read_since", "It could be read after all: its event id tells what became of it"),
            Map.entry("unmatchable", "It has nothing by which Meta could find anybody"),
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

    /** Empty for a word that nobody has explained. */
    static String of(String word) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.text().equals(word))
                .map(Reason::action)
                .findFirst()
                .orElseGet(() -> MEANINGS.getOrDefault(word, ""));
    }
}
