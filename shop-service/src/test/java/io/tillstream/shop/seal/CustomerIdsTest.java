package io.tillstream.shop.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class CustomerIdsTest {

    private static final String OLD =
            "k1:" + Base64.getEncoder().encodeToString("k1-k1-k1-k1-k1-k1-k1-k1-k1-k1-k1".getBytes());
    private static final String NEW =
            "k2:" + Base64.getEncoder().encodeToString("k2-k2-k2-k2-k2-k2-k2-k2-k2-k2-k2".getBytes());
    private static final String EMAIL = "jo@example.com";

    @Test
    void with_the_present_key_as_salt_customers_keep_their_ids_when_the_keys_change() {
        String before = new CustomerIds(new SealSettings(OLD, "")).of(EMAIL);

        assertThat(new CustomerIds(new SealSettings(OLD, OLD)).of(EMAIL)).isEqualTo(before);
        assertThat(new CustomerIds(new SealSettings(NEW + "," + OLD, OLD)).of(EMAIL))
                .isEqualTo(before);
        assertThat(new CustomerIds(new SealSettings(NEW, " " + OLD + " ")).of(EMAIL))
                .isEqualTo(before);
        assertThat(new CustomerIds(new SealSettings(NEW + "," + OLD, "")).of(EMAIL))
                .isNotEqualTo(before);
    }

    @Test
    void any_text_is_a_salt() {
        assertThat(new CustomerIds(new SealSettings(OLD, "pepper")).of(EMAIL))
                .matches("[0-9a-f]{32}")
                .isEqualTo(new CustomerIds(new SealSettings(NEW, "pepper")).of(" JO@example.com"));
    }
}
