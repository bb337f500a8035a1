package io.tillstream.shop.sale;

import io.tillstream.shop.context.SiteSettings;
import io.tillstream.shop.storefront.StorefrontSettings;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells apart the sites that share the Stripe account. */
@Component
class Sites {

    private final SalesSettings settings;
    private final SiteSettings origins;
    private final StorefrontSettings storefront;

    Sites(SalesSettings settings, SiteSettings origins, StorefrontSettings storefront) {
        this.settings = settings;
        this.origins = origins;
        this.storefront = storefront;
    }

    /**
     * The site of a sale: the one that its metadata names, else the first that has its Payment Link or one of its products.
     *
     * @return null when there is none
     */
    SalesSettings.@Nullable Site of(Map<String, String> metadata, @Nullable String paymentLink, Set<String> products) {
        String named = metadata.get("site");
        return settings.sites().stream()
                .filter(site -> site.name().equals(named))
                .findFirst()
                .or(() -> settings.sites().stream()
                        .filter(site -> site.paymentLinks().contains(String.valueOf(paymentLink))
                                || site.products().stream().anyMatch(products::contains))
                        .findFirst())
                .orElse(null);
    }

    /**
     * The page of a purchase: the visited one, else the site's, else that of the first of {@code SITE_ORIGINS}.
     *
     * @param visited page from which the visitor went to pay; null when it is not known
     */
    String page(SalesSettings.@Nullable Site site, @Nullable String visited) {
        if (visited != null) {
            return visited;
        }
        if (site != null && !site.url().isEmpty()) {
            return site.url();
        }
        return origins.origins().stream()
                .findFirst()
                .map(origin -> origin + "/")
                .orElseGet(() -> storefront.page("/"));
    }
}
