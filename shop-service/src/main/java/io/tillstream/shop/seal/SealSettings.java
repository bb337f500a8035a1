package io.tillstream.shop.seal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param customerDataKeys {@code kid:base64,...}; the first key seals, and the dispatcher opens with any of them
 * @param customerIdSalt   salt of the customer ids: any text, or a key as {@code kid:base64}, which gives the same ids as that key
 *                         does; when it is empty, the first key is used
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
