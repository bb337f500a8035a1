package io.tillstream.shop.disclosure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param dispatcherUrl address of any dispatcher, without a path; empty when it cannot be reached from here, and then
 *     customers read what became of an order, but not the event itself
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
