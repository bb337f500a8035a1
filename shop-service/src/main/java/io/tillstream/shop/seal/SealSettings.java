package io.tillstream.shop.seal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param customerDataKeys {@code kid:base64,...}; the first seals, and the dispatcher opens with any
 * @param customerIdSalt   makes customers' ids out of their e-mail addresses; empty for the first of the keys
 */
@ConfigurationProperties("shop.order")
record SealSettings(
        String customerDataKeys, @DefaultValue("") String customerIdSalt) {

    SealSettings {
        CustomerDataKeys.parse(customerDataKeys);
    }

    CustomerDataKeys keys() {
        return CustomerDataKeys.parse(customerDataKeys);
    }

    @Override
    public String toString() {
        return "SealSettings[" + keys() + "]";
    }
}
