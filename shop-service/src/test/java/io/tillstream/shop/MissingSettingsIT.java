package io.tillstream.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

class MissingSettingsIT {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TOPICS_REPLICATION|0|it must be 1 to 5",
                "STRIPE_SECRET_KEY||Stripe's Dashboard under Developers > API keys",
                "STRIPE_SECRET_KEY|pk_test_1|must begin with sk_test_",
                "STRIPE_WEBHOOK_SECRET||it begins with whsec_",
                "STRIPE_WEBHOOK_SECRET|secret|must begin with whsec_",
                "STRIPE_API_BASE|api.stripe.com|must be http:// or https://",
                "SHOP_OWNERS|olga|without a colon",
                "SHOP_OWNERS|olga:short|is shorter than 12",
                "INTERNAL_ORDERS|ann@|such as ann@shop.example",
                "META_PIXEL_ID||Meta's Events Manager under Data sources",
                "META_PIXEL_ID|abc|it is a number",
                "META_PIXEL_SCRIPT_URL|fbevents.js|must be an http or https address",
                "PUBLIC_BASE_URL||the address shoppers type",
                "PUBLIC_BASE_URL|https://shop.example.com/path|with no path",
                "PUBLIC_BASE_URL|https://jo:secret@shop.example.com|with no path",
                "PUBLIC_BASE_URL|https://shop.example.com?a=b|with no path",
                "PUBLIC_BASE_URL|https://shop.example.com#a|with no path",
                "DISPATCHER_URL|http://dispatcher:9080?a=b|with no path",
                "CONSENT_LIMITED_DATA_USE_STATES|CA,ZZ|has 'ZZ', which is not a US state",
                "CONSENT_COOKIE_DOMAIN|co.uk|a public suffix",
                "SITE_ORIGINS|https://*.shop.example|there is no wildcard",
                "CONTEXT_KEYS|short|a key that is shorter than 20",
                "CHECKOUT_SHIPPING_COUNTRIES|DE,XX|has 'XX', which is not a country that Stripe supports",
                "KAFKA_BOOTSTRAP_SERVERS||Set it to one or more brokers",
                "KAFKA_SECURITY_PROTOCOL|TLS|it must be one of PLAINTEXT, SSL",
                "KAFKA_SASL_USERNAME|ann|Set KAFKA_SECURITY_PROTOCOL to SASL_SSL, or unset KAFKA_SASL_USERNAME",
                "DATABASE_URL||postgresql://user:password@host:5432/database",
                "DATABASE_URL|jdbc:h2:mem|is malformed",
                "CUSTOMER_DATA_KEYS||openssl rand -base64 32",
                "CUSTOMER_DATA_KEYS|k1:c2hvcnQ=|has 5 bytes; AES-256 takes 32",
                "CUSTOMER_DATA_KEYS|k1:***|is not base64"
            })
    void a_missing_or_wrong_setting_stops_the_start_and_the_message_says_how_to_set_it(
            String name, String value, String sentence) {
        assertThat(messages(startedWith(Map.of(name, value == null ? "" : value))))
                .anySatisfy(message -> assertThat(message).contains(name, sentence));
    }

    @Test
    void a_live_key_is_refused_with_the_address_of_the_stand_in() {
        assertThat(messages(startedWith(
                        Map.of("STRIPE_SECRET_KEY", "sk_live_x", "STRIPE_API_BASE", "http://localhost:8082"))))
                .anySatisfy(message -> assertThat(message).contains("is a live key, but STRIPE_API_BASE is"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost", "http://127.0.0.1:8080", "https://shop.test", "https://shop.example.com"})
    void a_live_key_is_refused_with_an_address_that_no_shopper_can_reach(String address) {
        assertThat(messages(startedWith(Map.of("STRIPE_SECRET_KEY", "sk_live_x", "PUBLIC_BASE_URL", address))))
                .anySatisfy(
                        message -> assertThat(message).contains("PUBLIC_BASE_URL is", "which no shopper can reach"));
    }

    @Test
    void the_language_of_the_machine_does_not_change_signatures() {
        Locale machine = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(catchThrowable(() -> ShopApplication.main(new String[] {"--shop.pixel.id=none"})))
                    .isNotNull();
            // stripe-java formats what it signs in this way.
            assertThat(String.format("%d", 1795400000)).isEqualTo("1795400000");
        } finally {
            Locale.setDefault(machine);
        }
    }

    private static Throwable startedWith(Map<String, String> settings) {
        Map<String, Object> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                "DATABASE_URL", "postgresql://a:b@localhost:1/c",
                "CUSTOMER_DATA_KEYS", RunningShop.KEYS,
                "PUBLIC_BASE_URL", "http://localhost",
                "STRIPE_SECRET_KEY", "sk_test_x",
                "STRIPE_WEBHOOK_SECRET", "whsec_x",
                "META_PIXEL_ID", "123",
                "PORT", "0",
                "MANAGEMENT_PORT", "0",
                "spring.flyway.enabled", "false"));
        environment.putAll(settings);
        return catchThrowable(() -> new SpringApplicationBuilder(ShopApplication.class)
                .properties(environment)
                .run()
                .close());
    }

    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage()));
        }
        return messages;
    }
}
