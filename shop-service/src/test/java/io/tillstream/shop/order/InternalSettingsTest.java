package io.tillstream.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalSettingsTest {

    private static final InternalSettings OWN = new InternalSettings(List.of("Ann@shop.example", "staff.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {"ann@shop.example", " ANN@SHOP.EXAMPLE ", "anybody@staff.example", "odd@name@staff.example"})
    void a_listed_address_and_every_address_of_a_listed_domain_are_the_shops_own(String email) {
        assertThat(OWN.contain(email)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@shop.example",
                "ann@shop.example.com",
                "x@notstaff.example",
                "x@sub.staff.example",
                "staff",
                ""
            })
    void other_addresses_are_not_the_shops_own(String email) {
        assertThat(OWN.contain(email)).isFalse();
    }

    @Test
    void a_customer_without_an_address_is_not_the_shop() {
        assertThat(OWN.contain(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "@shop.example", "ann@", "ann@shop", "ann @shop.example", "*@shop.example.", ""})
    void an_invalid_entry_stops_the_start_and_is_named(String entry) {
        assertThatThrownBy(() -> new InternalSettings(List.of(entry)))
                .hasMessageContaining("INTERNAL_ORDERS has '" + entry);
    }
}
