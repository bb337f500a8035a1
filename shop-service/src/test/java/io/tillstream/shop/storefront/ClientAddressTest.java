package io.tillstream.shop.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @Test
    void addresses_of_one_ipv6_network_count_together() {
        assertThat(ClientAddress.network("2001:4860:4860::8888"))
                .isEqualTo(ClientAddress.network("2001:4860:4860:0:1::1"));
        assertThat(ClientAddress.network("2001:4860:4860::8888"))
                .isNotEqualTo(ClientAddress.network("2001:4860:4860:1::8888"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "127.0.0.1", "unknown", "", "a:b:c", "::ffff:8.8.8.8"})
    void every_other_text_counts_by_itself(String remote) {
        assertThat(ClientAddress.network(remote)).isEqualTo(remote);
    }
}
