package io.tillstream.shop.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The sites that sell through the same Stripe account and are not this storefront.
 *
 * @param origins scheme, host and port of each site whose pages have tillstream.js; when there is none, all browsers are refused
 * @param contextsPerSecond how many contexts all browsers together may send a second to one instance, and as many at once
 * @param keys    bearer keys of the sites' servers, 20 characters or more; when there is none, all servers are refused
 */
@ConfigurationProperties("shop.site")
public record SiteSettings(
        @DefaultValue({}) List<String> origins,
        @DefaultValue("200") int contextsPerSecond,
        @DefaultValue({}) List<String> keys) {

    private static final String ORIGIN = "https?://([a-z0-9._-]+|\\[[0-9a-f:]+])(:\\d{1,5})?";
    private static final int SHORTEST_KEY = 20;
    private static final int MOST_CONTEXTS = 100_000;

    public SiteSettings {
        origins = origins.stream().map(SiteSettings::origin).distinct().toList();
        Assert.isTrue(
                contextsPerSecond >= 1 && contextsPerSecond <= MOST_CONTEXTS,
                "SITE_CONTEXTS_PER_SECOND is " + contextsPerSecond + "; it must be from 1 to " + MOST_CONTEXTS
                        + ". To hear no browser at all, leave SITE_ORIGINS empty");
        for (String key : keys) {
            Assert.isTrue(
                    key.length() >= SHORTEST_KEY && key.matches("[\\x21-\\x7E]+"),
                    "CONTEXT_KEYS has a key that is shorter than " + SHORTEST_KEY
                            + " characters, or contains blanks or other than ASCII characters. Make one with:"
                            + " openssl rand -hex 32");
        }
        keys = List.copyOf(keys);
    }

    /** As browsers write it in the Origin header: in lower case, without a default port. */
    private static String origin(String configured) {
        String origin = configured.strip().toLowerCase(Locale.ROOT).replaceFirst("/$", "");
        Assert.isTrue(
                origin.matches(ORIGIN),
                "SITE_ORIGINS has '" + configured
                        + "'; each entry must be http:// or https:// and a host, with no path, such as"
                        + " https://www.shop.example. Every host is listed; there is no wildcard");
        return origin.startsWith("https:") ? origin.replaceFirst(":443$", "") : origin.replaceFirst(":80$", "");
    }

    /** @param origin of a page, as its browser sends it; null when it sends none */
    public boolean allows(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /** Compares with every key, each in constant time. */
    boolean hasKey(String key) {
        boolean found = false;
        for (String each : keys) {
            found |= MessageDigest.isEqual(each.getBytes(UTF_8), key.getBytes(UTF_8));
        }
        return found;
    }

    /** Without keys, so that it may be logged. */
    @Override
    public String toString() {
        return "SiteSettings[origins=" + origins + ", " + keys.size() + " keys]";
    }
}
