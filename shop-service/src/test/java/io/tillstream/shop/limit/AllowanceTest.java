package io.tillstream.shop.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    @Test
    void five_are_allowed_at_once_and_then_one_every_two_seconds() {
        Allowance<UUID> allowance = new Allowance<>(5, Duration.ofSeconds(2));
        UUID order = UUID.randomUUID();
        long now = Long.MAX_VALUE - 1;
        for (int time = 0; time < 5; time++) {
            assertThat(allowance.takes(order, now)).isTrue();
        }
        assertThat(allowance.takes(order, now)).isFalse();
        assertThat(allowance.takes(UUID.randomUUID(), now)).isTrue();
        assertThat(allowance.takes(order, now + 1_999_999_999L)).isFalse();
        assertThat(allowance.takes(order, now + 2_000_000_001L)).isTrue();
        assertThat(allowance.takes(order, now + 2_000_000_002L)).isFalse();
    }

    @Test
    void sixty_are_allowed_at_once_and_then_one_every_second() {
        Allowance<String> allowance = new Allowance<>(60, Duration.ofSeconds(1));
        for (int click = 0; click < 60; click++) {
            assertThat(allowance.takes("one", 0)).isTrue();
        }
        assertThat(allowance.takes("one", 999_999_999L)).isFalse();
        assertThat(allowance.takes("one", 1_000_000_000L)).isTrue();
        assertThat(allowance.takes("another", 0)).isTrue();
    }
}
