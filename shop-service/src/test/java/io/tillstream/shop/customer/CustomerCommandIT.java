package io.tillstream.shop.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.ShopApplication;
import io.tillstream.shop.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.CookieManager;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CustomerCommandIT extends RunningShop {

    private final Properties before = (Properties) System.getProperties().clone();
    private final String email = "jo-" + UUID.randomUUID() + "@example.com";

    @Autowired
    private CustomersEndpoint endpoint;

    private final InputStream input = System.in;

    /** Orders of other tests that are held, or wait for a bank. */
    @BeforeEach
    void settleOthers() {
        jdbc.sql("update orders set marketing_consent = false where state in ('HELD', 'AWAITING')")
                .update();
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
        System.setIn(input);
    }

    @Test
    void another_customer_of_the_same_browser_is_not_shown() throws Exception {
        bought(email, "true");
        get("/");
        String theirs = checkout("notebook");
        STRIPE.pay(theirs, 1600, "partner-" + email);
        completed(theirs);
        System.setIn(new ByteArrayInputStream((email + "\n").getBytes(UTF_8)));

        JsonNode kept = JsonMapper.shared().readTree(run(0, "--email=-", "--export"));

        assertThat(kept.path("orders")).as("the browser's").hasSize(2);
        assertThat(kept.path("orders").findValuesAsString("email")).containsExactly(email);
    }

    @Test
    void an_order_whose_customer_only_stripe_knows_is_counted() throws Exception {
        String held = bought(email, "true");
        jdbc.sql("update orders set state = 'HELD', held_reason = 'a test', message = null where stripe_session_id = ?")
                .param(held)
                .update();

        assertThat(run(1, "--email=" + email, "--erase")).contains("held or wait for a bank", "only Stripe knows: 1.");
    }

    @Test
    void what_is_kept_of_a_customer_is_shown_then_deleted_and_what_was_bought_stays() throws Exception {
        String other = bought("other-" + email, "true");
        String first = bought(email, "true");
        String unpaid = checkout("brass-pen");
        context(first, "granted");

        JsonNode kept = JsonMapper.shared().readTree(run(0, "--email=" + email.toUpperCase(Locale.ROOT), "--export"));
        assertThat(kept.path("orders").findValuesAsString("email")).containsOnly(email);
        assertThat(kept.at("/orders/0/ip").asString()).isEqualTo(ip);
        assertThat(kept.path("orders"))
                .as("the unpaid order of the same browser")
                .hasSize(2);
        assertThat(kept.path("known_customer")).hasSize(1);
        assertThat(kept.path("contexts")).hasSize(1);

        assertThat(run(0, "--email=" + email, "--erase")).contains("customer and visitor were deleted: 2.");

        assertThat(personal(first)).isZero();
        assertThat(personal(unpaid)).isZero();
        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(personal(other)).isGreaterThan(3);
        String event = eventId(first);
        await().untilAsserted(() -> assertThat(Topic.read(
                        "shop.consent-withdrawn.v1", record -> new String(record.value(), UTF_8).contains(event)))
                .hasSize(1));
        JsonNode after = JsonMapper.shared().readTree(run(0, "--email=" + email, "--export"));
        assertThat(after.path("orders")).isEmpty();
        assertThat(after.path("known_customer")).isEmpty();
        assertThat(jdbc.sql("select choice || coalesce(sealed, '') from visitor_context where reference = ?")
                        .param(reference(first))
                        .query(String.class)
                        .single())
                .isEqualTo("DENIED");
    }

    @Test
    void an_order_that_no_key_opens_is_counted() throws Exception {
        String session = bought("lost-" + email, "true");
        byte[] message = jdbc.sql("select message from orders where stripe_session_id = ?")
                .param(session)
                .query(byte[].class)
                .single();
        jdbc.sql("update orders set message = ? where stripe_session_id = ?")
                .params(
                        new String(message, UTF_8)
                                .replaceFirst("\"customer\":\"[^.]*", "\"customer\":\"eyJhbGciOiJkaXIifQ")
                                .getBytes(UTF_8),
                        session)
                .update();
        try {
            assertThat(run(1, "--email=" + email, "--erase"))
                    .contains("CUSTOMER_DATA_KEYS does not have their key: 1.");
        } finally {
            jdbc.sql("update orders set message = ? where stripe_session_id = ?")
                    .params(message, session)
                    .update();
        }
    }

    @Test
    void the_endpoint_does_the_same() throws Exception {
        String session = bought(email, "true");

        assertThat(endpoint.act(email, "burn").getStatus()).isEqualTo(400);
        assertThat(((JsonNode) endpoint.act(email, "export").getBody()).path("orders"))
                .hasSize(1);
        assertThat(endpoint.act(email, "erase").getStatus()).isEqualTo(200);
        assertThat(personal(session)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--email=jo,--erase", "--erase,--email=jo@example.com", "--email=jo@example.com,--show"})
    void wrong_arguments_are_explained(String first, String second) {
        assertThat(run(2, first, second)).contains("Usage: customer --email=");
    }

    private String bought(String buyer, String consent) throws Exception {
        // Another visitor than before.
        ((CookieManager) browser.cookieHandler().orElseThrow()).getCookieStore().removeAll();
        post("/consent", Map.of("granted", consent));
        get("/");
        String session = checkout("notebook");
        STRIPE.pay(session, 1600, buyer);
        completed(session);
        return session;
    }

    private void context(String session, String choice) {
        jdbc.sql("update orders set visitor_reference = ? where stripe_session_id = ?")
                .params(reference(session), session)
                .update();
        jdbc.sql("""
                        insert into visitor_context (reference, token_hash, sealed, choice, answered, created_at, updated_at)
                        values (?, null, null, ?, true, now(), now())""").params(reference(session), choice.toUpperCase()).update();
    }

    private static String reference(String session) {
        return "customer-" + session;
    }

    private int personal(String session) {
        return jdbc.sql("""
                        select num_nonnulls(visitor_id, ip, user_agent, fbp, fbc, referrer_url, sealed_visitor,
                            visitor_reference, message)
                        from orders where stripe_session_id = ?""").param(session).query(Integer.class).single();
    }

    private static String run(int exitCode, String... arguments) {
        environment().forEach(System::setProperty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = CustomerCommand.run(ShopApplication.class, arguments, new PrintStream(out, true, UTF_8));
        assertThat(code).as(out.toString(UTF_8)).isEqualTo(exitCode);
        return out.toString(UTF_8);
    }
}
