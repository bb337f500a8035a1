package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.order.CustomerOf;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer's IP address and browser ids, which Meta takes unhashed. */
class DeviceOfCustomerTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8,8.8.8.8",
        "' 8.8.8.8 ',8.8.8.8",
        "8.8.8.8:51234,8.8.8.8",
        "203.0.113.7,203.0.113.7",
        "100.63.255.255,100.63.255.255",
        "2001:4860:4860::8888,2001:4860:4860::8888",
        "2001:4860:4860::8888:443,2001:4860:4860::8888:443",
        "2001:4860:4860:0:0:0:0:8888,2001:4860:4860:0:0:0:0:8888",
        "2001:DB8::7,2001:db8::7",
        "[2001:4860:4860::8888],2001:4860:4860::8888",
        "[2001:4860:4860::8888]:443,2001:4860:4860::8888",
        "::ffff:8.8.8.8,8.8.8.8",
        "[::ffff:8.8.8.8]:443,8.8.8.8"
    })
    void a_public_address_is_sent_without_port_and_brackets(String raw, String bare) {
        HashedCustomer customer = of(Map.of("ip", raw));

        assertThat(customer.ip()).isEqualTo(bare);
        assertThat(customer.unusable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fe80::1%eth0",
                "2001:4860:4860::8888%eth0",
                "fe80::1",
                "fd00::1",
                "fec0::1",
                "ff02::1",
                "::1",
                "::",
                "::ffff:10.0.0.7",
                "10.0.0.7",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.1.1",
                "100.64.0.9",
                "100.127.255.255",
                "127.0.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "127.0.0.1:8080",
                "unknown",
                "evil<script>",
                "localhost",
                "example.com",
                "8.8.8",
                "8.8.8.256",
                "08.8.8.8",
                "8.8.8.8.AQEAAQMB",
                "8.8.8.8, 10.0.0.7",
                "[8.8.8.8]x",
                "1:2",
                ":::",
                "134744072"
            })
    void a_private_or_invalid_address_is_left_out_and_named(String raw) {
        HashedCustomer customer = of(Map.of("ip", raw));

        assertThat(customer.ip()).isNull();
        assertThat(customer.unusable()).containsExactly("client_ip_address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fb.1.1700000000000.1234567890",
                "fb.2.1700000000000.IwAR2F4-dbP0l7Mn1IawQQ_a",
                "fb.1.1700000000.AbC",
                "fb.1.1700000000000.AbC_-d.AQEAAQMB",
                "fb.1.1700000000000.AbC.Ag"
            })
    void a_browser_id_of_four_or_five_parts_is_sent_unchanged(String id) {
        HashedCustomer customer = of(Map.of("fbp", id, "fbc", id));

        assertThat(customer.fbp()).isEqualTo(id);
        assertThat(customer.fbc()).isEqualTo(id);
        assertThat(customer.unusable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fb.1.1700000000000",
                "fb.1.1700000000000.",
                "fb.1.1700000000000.a.b",
                "fb.1.1700000000000.a.AQEAAQMB.x",
                "fb.1.1700000000000.1.2.3.4.AQEAAQMB",
                "fb.1.17.x",
                "fb.x.1700000000000.1",
                "gb.1.1700000000000.1",
                " fb.1.1700000000000.1",
                "fb.1.1700000000000.1\n",
                "fb.1.1700000000000.a b",
                "fb.1.1700000000000.\ud800",
                "undefined"
            })
    void a_browser_id_of_another_form_is_left_out_and_named(String id) {
        HashedCustomer customer = of(Map.of("fbp", id, "fbc", id));

        assertThat(customer.fbp()).isNull();
        assertThat(customer.fbc()).isNull();
        assertThat(customer.unusable()).containsExactly("fbp", "fbc");
    }

    private static HashedCustomer of(Map<String, String> fields) {
        return HashedCustomer.of(CustomerOf.fields(fields));
    }
}
