package io.tillstream.shop.storefront;

import java.net.URI;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param publicBaseUrl address at which shoppers reach the shop, without a path; Stripe sends them back to it
 * @param enabled       whether there is a storefront; without one, only webhooks and other shops' pages are answered
 */
@ConfigurationProperties("shop.storefront")
public record StorefrontSettings(
        String publicBaseUrl, @DefaultValue("true") boolean enabled) {

    /** A host with an optional port; no user, query or fragment. */
    private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?";

    public StorefrontSettings {
        Assert.hasText(
                publicBaseUrl,
                "PUBLIC_BASE_URL is missing. Set it to the address shoppers type, such as https://shop.example.com");
        Assert.isTrue(
                publicBaseUrl.matches("https?://" + HOST + "/?"),
                "PUBLIC_BASE_URL is '" + publicBaseUrl
                        + "'; it must be http:// or https:// and a host, with no path, such as https://shop.example.com");
        publicBaseUrl =
                publicBaseUrl.endsWith("/") ? publicBaseUrl.substring(0, publicBaseUrl.length() - 1) : publicBaseUrl;
    }

    /**
     * The address of a page.
     *
     * @param path begins with a slash
     */
    public String page(String path) {
        return publicBaseUrl + path;
    }

    /**
     * Whether the address looks public: not local, not private, and not reserved for tests and examples (RFC 2606, RFC 6761).
     * Nothing is looked up.
     */
    public boolean onInternet() {
        String host = String.valueOf(URI.create(publicBaseUrl).getHost()).toLowerCase(Locale.ROOT);
        return ClientAddress.of(host) != null
                || (host.contains(".")
                        && !host.matches("[0-9.]+")
                        && !host.matches("(.*\\.)?(test|example|invalid|localhost|local|internal)")
                        && !host.matches("(.*\\.)?example\\.(com|net|org)"));
    }

    /** Whether the shop is reached by https, so that its cookies can be Secure. */
    public boolean secure() {
        return "https".equals(URI.create(publicBaseUrl).getScheme());
    }
}
