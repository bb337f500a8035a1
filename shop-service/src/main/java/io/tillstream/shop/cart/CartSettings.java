package io.tillstream.shop.cart;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * @param secrets the first signs carts, all are accepted, so that keys can be changed without emptying carts
 */
@ConfigurationProperties("shop.cart")
record CartSettings(List<String> secrets) {

    CartSettings {
        Assert.notEmpty(
                secrets,
                "CUSTOMER_DATA_KEYS is missing, which signs carts too. Make one with: echo \"k1:$(openssl rand -base64 32)\"");
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "CartSettings[" + secrets.size() + " secrets]";
    }
}
