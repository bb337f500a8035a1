package io.tillstream.sandbox.stripe.checkout;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Amounts as text and in another currency. The decimals are those of docs.stripe.com/currencies. */
public final class Money {

    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf");
    private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    /** Pesos or yen per unit of any currency: a fixed rate that is easy to recognise. */
    private static final int RATE = 20;

    private Money() {}

    /** Such as {@code SGD 11.00}. */
    public static String text(JsonNode session, long minorUnits) {
        String currency = currency(session);
        return currency.toUpperCase(Locale.ROOT) + " "
                + BigDecimal.valueOf(minorUnits, decimals(currency)).toPlainString();
    }

    /** One unit of the session's currency, in minor units. */
    static long major(JsonNode session) {
        return BigDecimal.TEN.pow(decimals(currency(session))).longValueExact();
    }

    /** The amount that a shopper in another country paid: in pesos, or in yen if the session is in pesos. */
    static ObjectNode presented(JsonNode session, JsonMapper json) {
        String other = currency(session).equals("mxn") ? "jpy" : "mxn";
        long amount = BigDecimal.valueOf(session.path("amount_total").asLong(), decimals(currency(session)))
                .multiply(BigDecimal.valueOf(RATE))
                .movePointRight(decimals(other))
                .longValue();
        return json.createObjectNode().put("presentment_amount", amount).put("presentment_currency", other);
    }

    private static String currency(JsonNode session) {
        return session.path("currency").asString();
    }

    private static int decimals(String currency) {
        if (THREE_DECIMALS.contains(currency)) {
            return 3;
        }
        return WITHOUT_DECIMALS.contains(currency) ? 0 : 2;
    }
}
