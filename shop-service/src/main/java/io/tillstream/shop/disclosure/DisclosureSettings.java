package io.tillstream.shop.disclosure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param dispatcherUrl address of any dispatcher, without a path; when it is empty, customers see the outcome of an order,
 *     but not the event
 * @param timeout       how long a customer waits for the dispatcher
 */
@ConfigurationProperties("shop.disclosure")
record DisclosureSettings(
        @DefaultValue("") String dispatcherUrl,
        @DefaultValue("2s") Duration timeout) {

    DisclosureSettings {
        Assert.isTrue(
                dispatcherUrl.isEmpty() || dispatcherUrl.matches("https?://[^/\\s?#@]+"),
                "DISPATCHER_URL is '" + dispatcherUrl + "'; it must be http:// or https:// and a host, with no path");
    }
}
