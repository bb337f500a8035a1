package io.tillstream.shop.storefront;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * @param secrets the first signs cookies, and all are accepted, so that keys can be rotated without emptying carts
 */
@ConfigurationProperties("shop.cookies")
public record CookieSettings(List<String> secrets) {

    public CookieSettings {
        Assert.notEmpty(
                secrets,
                "CUSTOMER_DATA_KEYS is missing; it also signs cookies. Make one with: echo \"k1:$(openssl rand -base64 32)\"");
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "CookieSettings[" + secrets.size() + " secrets]";
    }
}
