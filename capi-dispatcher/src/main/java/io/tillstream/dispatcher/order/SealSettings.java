package io.tillstream.dispatcher.order;

import io.tillstream.platform.secret.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param customerDataKeys {@code kid:base64,...}, the same as in the shop */
@ConfigurationProperties("dispatcher.order")
record SealSettings(@Secret String customerDataKeys) {

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
