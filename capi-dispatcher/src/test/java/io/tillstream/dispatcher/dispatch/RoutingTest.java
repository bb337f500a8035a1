package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.SealedCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RoutingTest {

    private final Routing routing = new Routing(List.of(
            new Routing.Route("1", "SGD", null, List.of()),
            new Routing.Route("2", null, "SG", List.of()),
            new Routing.Route("3", "EUR", null, List.of("de.example.com")),
            new Routing.Route("1", "MYR", null, List.of()),
            new Routing.Route("4", null, null, List.of("tea", "coffee.example.com"))));

    @ParameterizedTest(name = "{0} from {1} at {2} of site {4} goes to {3}")
    @CsvSource({
        "SGD, US, https://shop.example.com/, 1, ",
        "SGD, SG, https://shop.example.com/, 1 2, ",
        "SGD, sg, https://shop.example.com/, 1 2, ",
        "USD, SG, https://shop.example.com/, 2, ",
        "EUR, , https://de.example.com/thanks?x=1, 3, ",
        "EUR, , https://DE.EXAMPLE.COM/thanks, 3, ",
        "EUR, DE, https://fr.example.com/, 123, ",
        "EUR, DE, no address at all, 123, ",
        "USD, US, https://shop.example.com/, 123, ",
        "USD, US, https://shop.example.com/, 4, tea",
        "USD, US, https://shop.example.com/, 4, TEA",
        "USD, US, https://coffee.example.com/, 4, soap",
        "SGD, US, https://coffee.example.com/, 1 4, ",
        "USD, US, , 4, coffee.example.com",
        "USD, US, https://tea.example.com/, 123, soap",
        "USD, US, , 123, soap",
    })
    void an_order_goes_to_every_dataset_whose_route_fits_and_else_to_the_usual_one(
            String currency, String country, String url, String datasets, String site) {
        assertThat(String.join(" ", routing.datasets(order(currency, url, site), country, "123")))
                .isEqualTo(datasets);
    }

    @Test
    void without_routes_everything_goes_to_the_usual_dataset() {
        assertThat(new Routing(List.of()).datasets(order("SGD", "https://shop.example.com/", null), "SG", "123"))
                .containsExactly("123");
    }

    @Test
    void a_route_without_a_condition_or_with_a_dataset_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> new Routing.Route("1", null, " ", List.of()))
                .hasMessageContaining("META_PIXEL_ID instead");
        assertThatThrownBy(() -> new Routing.Route("abc", "SGD", null, List.of()))
                .hasMessageContaining("it is a number");
    }

    @Test
    void sites_are_a_list_of_names_and_hosts() {
        Routing bound = new Binder(new MapConfigurationPropertySource(Map.of(
                        "dispatcher.routing.routes[0].dataset", "1",
                        "dispatcher.routing.routes[0].site", "tea, coffee.example.com")))
                .bind("dispatcher.routing", Routing.class)
                .get();

        assertThat(bound.routes().getFirst().site()).containsExactly("tea", "coffee.example.com");
        assertThatThrownBy(() -> new Routing.Route("1", null, null, List.of("https://shop.example.com/")))
                .hasMessageContaining("a name or a host");
    }

    private static OrderCompleted order(String currency, String url, String site) {
        return new OrderCompleted(
                "event-1",
                "order-1",
                Instant.parse("2026-11-20T12:00:00Z"),
                currency,
                BigDecimal.TEN,
                null,
                List.of(new OrderCompleted.Item("mug", 1, BigDecimal.TEN)),
                SealedCustomer.of("sealed"),
                "granted",
                url == null ? "other" : null,
                site,
                null,
                url,
                null,
                null,
                null,
                null,
                true);
    }
}
