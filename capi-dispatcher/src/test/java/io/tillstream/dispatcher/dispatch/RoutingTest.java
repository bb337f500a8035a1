package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.dispatcher.order.OrderCompleted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

    private final Routing routing = new Routing(List.of(
            new Routing.Route("1", "SGD", null, null),
            new Routing.Route("2", null, "SG", null),
            new Routing.Route("3", "EUR", null, "de.example.com"),
            new Routing.Route("1", "MYR", null, null)));

    @ParameterizedTest(name = "{0} from {1} at {2} goes to {3}")
    @CsvSource({
        "SGD, US, https://shop.example.com/, 1",
        "SGD, SG, https://shop.example.com/, 1 2",
        "SGD, sg, https://shop.example.com/, 1 2",
        "USD, SG, https://shop.example.com/, 2",
        "EUR, , https://de.example.com/thanks?x=1, 3",
        "EUR, , https://DE.EXAMPLE.COM/thanks, 3",
        "EUR, DE, https://fr.example.com/, 123",
        "EUR, DE, no address at all, 123",
        "USD, US, https://shop.example.com/, 123",
    })
    void an_order_goes_to_every_dataset_whose_route_fits_and_else_to_the_usual_one(
            String currency, String country, String url, String datasets) {
        assertThat(String.join(" ", routing.datasets(order(currency, url), country, "123")))
                .isEqualTo(datasets);
    }

    @Test
    void without_routes_everything_goes_to_the_usual_dataset() {
        assertThat(new Routing(List.of()).datasets(order("SGD", "https://shop.example.com/"), "SG", "123"))
                .containsExactly("123");
    }

    @Test
    void a_route_without_a_condition_or_with_a_dataset_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> new Routing.Route("1", null, " ", null)).hasMessageContaining("META_PIXEL_ID instead");
        assertThatThrownBy(() -> new Routing.Route("abc", "SGD", null, null)).hasMessageContaining("it is a number");
    }

    private static OrderCompleted order(String currency, String url) {
        return new OrderCompleted(
                "event-1",
                "order-1",
                Instant.parse("2026-11-20T12:00:00Z"),
                currency,
                BigDecimal.TEN,
                List.of(new OrderCompleted.Item("mug", 1, BigDecimal.TEN)),
                "sealed",
                "granted",
                url,
                null,
                null,
                null,
                null,
                true);
    }
}
