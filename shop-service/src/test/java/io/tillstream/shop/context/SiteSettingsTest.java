package io.tillstream.shop.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteSettingsTest {

    private static final String KEY = "0123456789abcdefghij";

    @Test
    void an_origin_is_compared_as_browsers_write_it() {
        SiteSettings settings = new SiteSettings(
                List.of("https://WWW.Shop.test/", " http://localhost:7777", "https://shop.test:443", "http://[::1]:80"),
                200,
                List.of());

        assertThat(settings.origins())
                .containsExactly("https://www.shop.test", "http://localhost:7777", "https://shop.test", "http://[::1]");
        assertThat(settings.allows("https://www.shop.test")).isTrue();
        for (String other : new String[] {
            null, "null", "", "http://www.shop.test", "https://www.shop.test:8443", "https://www.shop.test.evil.test"
        }) {
            assertThat(settings.allows(other)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "shop.test", "https://*.shop.test", "https://shop.test/path", "ftp://shop.test", "null", ""
            })
    void an_origin_that_no_browser_sends_stops_the_start(String origin) {
        assertThatThrownBy(() -> new SiteSettings(List.of(origin), 200, List.of()))
                .hasMessageContaining("SITE_ORIGINS has '" + origin + "'")
                .hasMessageContaining("https://www.shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789 abcdefghij", "0123456789abcdefgh\u00e9j"})
    void a_weak_key_stops_the_start_and_is_not_shown(String key) {
        assertThatThrownBy(() -> new SiteSettings(List.of(), 200, List.of(KEY, key)))
                .hasMessageContaining("CONTEXT_KEYS has a key")
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void a_limit_that_lets_nobody_or_everybody_in_stops_the_start(int contextsPerSecond) {
        assertThatThrownBy(() -> new SiteSettings(List.of(), contextsPerSecond, List.of()))
                .hasMessageContaining("SITE_CONTEXTS_PER_SECOND is " + contextsPerSecond + "; it must be from 1 to");
    }

    @Test
    void keys_are_compared_whole_and_never_logged() {
        SiteSettings settings =
                new SiteSettings(List.of(), 200, List.of("another key".repeat(2).replace(' ', '-'), KEY));

        assertThat(settings.hasKey(KEY)).isTrue();
        assertThat(settings.hasKey(KEY.substring(1))).isFalse();
        assertThat(settings.hasKey("")).isFalse();
        assertThat(settings.toString()).doesNotContain(KEY).contains("2 keys");
    }
}
