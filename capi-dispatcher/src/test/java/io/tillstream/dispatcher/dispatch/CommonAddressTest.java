package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommonAddressTest {

    private final CommonAddress addresses = new CommonAddress();

    @Test
    void a_proxys_address_in_most_events_is_noticed() {
        for (int event = 0; event < 200; event++) {
            addresses.saw(event % 4 == 0 ? "203.0.113." + event : "198.51.100.7");
        }

        assertThat(addresses.percentOfMost()).hasValue(75);
    }

    @Test
    void shoppers_at_home_and_a_busy_office_are_nothing_to_speak_of() {
        for (int event = 0; event < 200; event++) {
            addresses.saw(event % 2 == 0 ? "203.0.113." + event : "198.51.100.7");
        }

        assertThat(addresses.percentOfMost()).isEmpty();
    }

    @Test
    void of_a_handful_nothing_can_be_said() {
        for (int event = 0; event < 19; event++) {
            addresses.saw("198.51.100.7");
        }

        assertThat(addresses.percentOfMost()).isEmpty();
    }

    @Test
    void what_is_mended_is_forgotten() {
        for (int event = 0; event < 1_000; event++) {
            addresses.saw("198.51.100.7");
        }
        for (int event = 0; event < 1_000; event++) {
            addresses.saw("203.0.113." + event);
        }

        assertThat(addresses.percentOfMost()).isEmpty();
    }

    @Test
    void events_without_an_address_do_not_count() {
        for (int event = 0; event < 100; event++) {
            addresses.saw(null);
        }

        assertThat(addresses.percentOfMost()).isEmpty();
    }
}
