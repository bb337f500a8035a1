package io.tillstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shop from its jar, with a storefront, which makes an order of every sale on the Stripe account too.
 *
 * @param address of the storefront, without a slash at the end
 */
record Shop(Program program, String address) {

    private static final String SECRET = "whsec_benchmark";

    static Shop start(House house, Database database) {
        int stripe = house.startFakeStripe();
        int port = House.freePort();
        int management = House.freePort();
        Program program = house.startMeasured(
                "shop",
                Map.ofEntries(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", house.kafka()),
                        Map.entry("DATABASE_URL", database.url()),
                        Map.entry("CUSTOMER_DATA_KEYS", house.seal().keys()),
                        Map.entry("PUBLIC_BASE_URL", "http://localhost:" + port),
                        Map.entry("STRIPE_SECRET_KEY", "sk_test_benchmark"),
                        Map.entry("STRIPE_WEBHOOK_SECRET", SECRET),
                        Map.entry("STRIPE_API_BASE", "http://localhost:" + stripe),
                        Map.entry("META_PIXEL_ID", Contender.Name.DISPATCHER.pixel()),
                        Map.entry("SALES", "account"),
                        Map.entry("DEMO_PRODUCTS", "true"),
                        Map.entry("RECONCILER_ENABLED", "false"),
                        Map.entry("PORT", Integer.toString(port)),
                        Map.entry("MANAGEMENT_PORT", Integer.toString(management))),
                List.of(),
                List.of("-jar", house.jar("shop-service").toString()));
        House.awaitReady(program, new Health(management)::ready);
        return new Shop(program, "http://localhost:" + port);
    }

    /** Where it takes Stripe's webhooks. */
    String webhooks() {
        return address + "/stripe/webhook";
    }

    /** Stripe's event of a completed session. */
    static String completed(String session) {
        return "{\"id\":\"evt_" + session + "\",\"object\":\"event\",\"type\":\"checkout.session.completed\","
                + "\"livemode\":false,\"created\":" + Instant.now().getEpochSecond()
                + ",\"data\":{\"object\":{\"id\":\"" + session
                + "\",\"object\":\"checkout.session\",\"metadata\":{}}}}";
    }

    /** The value of {@code Stripe-Signature}. */
    static String signature(String body) {
        long now = Instant.now().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return "t=" + now + ",v1=" + HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
