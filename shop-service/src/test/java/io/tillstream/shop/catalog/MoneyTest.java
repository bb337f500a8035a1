package io.tillstream.shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest(name = "{1} {0} in minor units is {2}")
    @CsvSource({
        "1100, SGD, 11.00",
        "1100, JPY, 1100",
        "1100, KWD, 1.100",
        "500, ISK, 5.00",
        "500, UGX, 5.00",
        "500, MGA, 500",
        "5, EUR, 0.05",
        "0, EUR, 0.00",
        "9007199254740993, USD, 90071992547409.93"
    })
    void has_as_many_decimals_as_stripe_defines_for_the_currency(long minorUnits, String currency, String major) {
        assertThat(new Money(minorUnits, currency).majorUnits()).hasToString(major);
    }

    @Test
    void is_formatted_for_the_locale() {
        assertThat(new Money(1100, "SGD").display(Locale.ENGLISH)).matches("S?G?D?.?\\$?11\\.00");
        assertThat(new Money(1100, "JPY").display(Locale.JAPAN)).endsWith("1,100");
        assertThat(new Money(123456, "EUR").display(Locale.GERMANY)).startsWith("1.234,56");
    }

    @Test
    void is_never_negative_and_never_without_a_currency() {
        assertThatThrownBy(() -> new Money(-1, "EUR")).hasMessageContaining("zero or more");
        assertThatThrownBy(() -> new Money(1, "eur")).hasMessageContaining("three capital letters");
        assertThat(Money.ofStripe(1, "eur").currency()).isEqualTo("EUR");
    }

    @Test
    void is_not_added_across_currencies() {
        assertThatThrownBy(() -> new Money(1, "EUR").plus(new Money(1, "USD"))).hasMessage("Cannot add USD to EUR");
    }
}
