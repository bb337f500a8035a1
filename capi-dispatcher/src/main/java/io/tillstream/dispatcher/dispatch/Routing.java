package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.order.OrderCompleted;
import java.net.URI;
import java.util.List;
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
     * @param site     names of sites as orders have them, or hosts of their pages, such as shop.example.com; one of them fits.
     *     Empty fits every order
     */
    record Route(
            String dataset,
            @Nullable String currency,
            @Nullable String country,
            @DefaultValue List<String> site) {

        Route {
            Assert.isTrue(
                    dataset != null && dataset.matches("\\d{1,20}"),
                    "dispatcher.routing.routes has a dataset '" + dataset
                            + "'; it is a number. Find it in Meta's Events Manager under Data sources");
            Assert.isTrue(
                    StringUtils.hasText(currency) || StringUtils.hasText(country) || !site.isEmpty(),
                    "dispatcher.routing.routes has a route to " + dataset
                            + " without a currency, country or site. For all orders set META_PIXEL_ID instead");
            Assert.isTrue(
                    site.stream().allMatch(each -> each.matches("[A-Za-z0-9._-]{1,100}")),
                    "dispatcher.routing.routes has a route to " + dataset + " with the sites " + site
                            + "; each is a name or a host of letters, digits and . _ -, such as shop.example.com");
        }

        private boolean fits(OrderCompleted order, @Nullable String customersCountry) {
            return (currency == null || currency.equalsIgnoreCase(order.currency()))
                    && (country == null || country.equalsIgnoreCase(customersCountry))
                    && (site.isEmpty() || among(order.site()) || among(host(order.sourceUrl())));
        }

        private boolean among(@Nullable String name) {
            return name != null && site.stream().anyMatch(name::equalsIgnoreCase);
        }

        /** Null when there is no address, or when it has no host. */
        private static @Nullable String host(@Nullable String url) {
            if (url == null) {
                return null;
            }
            try {
                return URI.create(url).getHost();
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
