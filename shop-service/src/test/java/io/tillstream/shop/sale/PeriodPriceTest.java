package io.tillstream.shop.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.LineItem;
import com.stripe.net.ApiResource;
import io.tillstream.shop.catalog.Money;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodPriceTest {

    private static final String MONTH =
            "'interval': 'month', 'interval_count': 1, 'usage_type': 'licensed'".replace('\'', '"');

    @Test
    void three_seats_and_an_addition_cost_the_sum_for_a_period() {
        assertThat(price(line(1900, 3, MONTH), line(250, 1, MONTH))).isEqualTo(new Money(5950, "SGD"));
    }

    @Test
    void what_is_bought_once_beside_the_subscription_is_no_part_of_the_price() {
        LineItem once = line(700, 1, MONTH);
        once.getPrice().setRecurring(null);

        assertThat(price(line(1900, 1, MONTH), once)).isEqualTo(new Money(1900, "SGD"));
        assertThat(price(once)).isNull();
        assertThat(price()).isNull();
    }

    @Test
    void a_line_without_a_price_is_passed_over() {
        LineItem old = line(700, 1, MONTH);
        old.setPrice(null);

        assertThat(price(old, line(1900, 1, MONTH))).isEqualTo(new Money(1900, "SGD"));
    }

    @Test
    void a_price_with_tiers_has_no_unit_amount_and_so_nothing_is_expected() {
        LineItem tiered = line(1900, 1, MONTH);
        tiered.getPrice().setUnitAmount(null);

        assertThat(price(tiered, line(250, 1, MONTH))).isNull();
    }

    @Test
    void a_price_by_usage_is_not_known_before() {
        assertThat(price(line(2, 1, MONTH.replace("licensed", "metered")))).isNull();
    }

    @Test
    void a_price_per_package_is_not_known_by_its_unit_amount() {
        LineItem packages = line(1900, 25, MONTH);
        packages.getPrice().setTransformQuantity(new com.stripe.model.Price.TransformQuantity());

        assertThat(price(packages)).isNull();
    }

    @Test
    void a_monthly_and_a_yearly_line_have_no_common_period() {
        assertThat(price(line(1900, 1, MONTH), line(9900, 1, MONTH.replace("month", "year"))))
                .isNull();
        assertThat(price(line(1900, 1, MONTH), line(1900, 1, MONTH.replace("1", "3"))))
                .isNull();
    }

    @Test
    void a_price_in_another_currency_than_the_session_is_not_taken_for_the_session_s() {
        LineItem line = line(1900, 1, MONTH);
        line.getPrice().setCurrency("usd");

        assertThat(price(line)).isNull();
    }

    @Test
    void a_subscription_for_nothing_has_no_value() {
        assertThat(price(line(0, 1, MONTH))).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000_000L, Long.MAX_VALUE})
    void a_sum_that_no_dispatcher_reads_is_left_out(long unitAmount) {
        assertThat(price(line(unitAmount, 1, MONTH))).isNull();
        assertThat(price(line(1, unitAmount, MONTH))).isNull();
        assertThat(price(line(999_999_999_999L, 1, MONTH), line(1, 1, MONTH))).isNull();
    }

    private static @Nullable Money price(LineItem... lines) {
        return PeriodPrice.of(Stream.of(lines).toList());
    }

    private static LineItem line(long unitAmount, long quantity, String recurring) {
        return ApiResource.GSON.fromJson("""
                {"id": "li_1", "currency": "sgd", "quantity": %d, "amount_subtotal": 0,
                 "price": {"id": "price_1", "currency": "sgd", "unit_amount": %d, "recurring": {%s}}}""".formatted(quantity, unitAmount, recurring), LineItem.class);
    }
}
