package io.tillstream.dispatcher.order;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param customerDataKeys {@code kid:base64,...}, the same as the shop's */
@ConfigurationProperties("dispatcher.order")
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
