package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.order.OrderCompleted;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Which datasets receive an order, for shops that have several.
 *
 * @param routes an order goes to the dataset of every route that fits it, and to META_PIXEL_ID when none fits. Empty by
 *     default
 */
@ConfigurationProperties("dispatcher.routing")
record Routing(@DefaultValue List<Route> routes) {

    /**
     * A dataset and its conditions; a condition that is null fits every order.
     *
     * @param dataset  its number in Meta's Events Manager
     * @param currency ISO 4217
     * @param country  of the customer, ISO 3166-1 alpha-2
     * @param site     host of the shop's page, such as shop.example.com
     */
    record Route(
            String dataset,
            @Nullable String currency,
            @Nullable String country,
            @Nullable String site) {

        Route {
            Assert.isTrue(
                    dataset != null && dataset.matches("\\d{1,20}"),
                    "dispatcher.routing.routes has a dataset '" + dataset
                            + "'; it is a number. Find it in Meta's Events Manager under Data sources");
            Assert.isTrue(
                    StringUtils.hasText(currency) || StringUtils.hasText(country) || StringUtils.hasText(site),
                    "dispatcher.routing.routes has a route to " + dataset
                            + " without a currency, country or site. For all orders set META_PIXEL_ID instead");
        }

        private boolean fits(OrderCompleted order, @Nullable String customersCountry) {
            return (currency == null || currency.equalsIgnoreCase(order.currency()))
                    && (country == null || country.equalsIgnoreCase(customersCountry))
                    && (site == null || site.equalsIgnoreCase(host(order.sourceUrl())));
        }

        /** Null when the address has none. */
        private static @Nullable String host(String url) {
            try {
                String host = URI.create(url).getHost();
                return host == null ? null : host.toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /** At least one. */
    List<String> datasets(OrderCompleted order, @Nullable String country, String otherwise) {
        if (routes.isEmpty()) {
            return List.of(otherwise);
        }
        List<String> datasets = routes.stream()
                .filter(route -> route.fits(order, country))
                .map(Route::dataset)
                .distinct()
                .toList();
        return datasets.isEmpty() ? List.of(otherwise) : datasets;
    }
}
