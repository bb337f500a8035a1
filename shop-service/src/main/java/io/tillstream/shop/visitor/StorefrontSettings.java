package io.tillstream.shop.visitor;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * @param publicBaseUrl address under which shoppers reach the shop, without a path: Stripe sends them back to it
 */
@ConfigurationProperties("shop.storefront")
public record StorefrontSettings(String publicBaseUrl) {

    public StorefrontSettings {
        Assert.hasText(
                publicBaseUrl,
                "PUBLIC_BASE_URL is missing. Set it to the address shoppers type, such as https://shop.example.com");
        Assert.isTrue(
                publicBaseUrl.matches("https?://[^/\\s]+/?"),
                "PUBLIC_BASE_URL is '" + publicBaseUrl
                        + "'; it must be http:// or https:// and a host, with no path, such as https://shop.example.com");
        publicBaseUrl =
                publicBaseUrl.endsWith("/") ? publicBaseUrl.substring(0, publicBaseUrl.length() - 1) : publicBaseUrl;
    }

    /**
     * The address of a page.
     *
     * @param path beginning with a slash
     */
    public String page(String path) {
        return publicBaseUrl + path;
    }

    /** Whether cookies can be kept to encrypted connections. */
    public boolean secure() {
        return "https".equals(URI.create(publicBaseUrl).getScheme());
    }
}
