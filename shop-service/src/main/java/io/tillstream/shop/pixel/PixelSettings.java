package io.tillstream.shop.pixel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param id        of Meta's Pixel, in digits; the same dataset that the dispatcher sends to; empty without a storefront
 * @param scriptUrl address from which the browser loads Meta's script
 * @param testEventCode the same as the dispatcher's; if it is set, the dataset is for tests. Empty otherwise
 */
@ConfigurationProperties("shop.pixel")
public record PixelSettings(
        String id,

        @DefaultValue("https://connect.facebook.net/en_US/fbevents.js")
        String scriptUrl,

        @DefaultValue("") String testEventCode) {

    private static final String META = "https://connect.facebook.net/";

    public PixelSettings {
        Assert.isTrue(
                id.matches("\\d{0,20}"),
                "META_PIXEL_ID is '" + id + "'; it is a number. Find it in Meta's Events Manager under Data sources");
        Assert.isTrue(
                scriptUrl.matches("https?://\\S+"),
                "META_PIXEL_SCRIPT_URL is '" + scriptUrl + "'; it must be an http or https address");
    }

    /** Whether a Purchase may be sent to the dataset: a test-mode purchase only if the dataset is for tests. */
    public boolean takes(boolean livemode) {
        return livemode || !testEventCode.isBlank() || !scriptUrl.startsWith(META);
    }
}
