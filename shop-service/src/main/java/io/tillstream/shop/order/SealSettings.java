package io.tillstream.shop.order;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param customerDataKeys {@code kid:base64,...}; the first seals, and the dispatcher opens with any */
@ConfigurationProperties("shop.order")
record SealSettings(String customerDataKeys) {

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
