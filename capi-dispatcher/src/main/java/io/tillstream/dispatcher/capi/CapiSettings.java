package io.tillstream.dispatcher.capi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * @param pixelId        dataset that takes the events; the shop's Pixel has the same
 * @param accessToken    token of the Conversions API
 * @param testEventCode  sends everything to Events Manager's "Test events" instead of counting it; null in production
 * @param apiBase        address of the Graph API
 * @param apiVersion     of the Graph API
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long Meta may take to answer; a request that took longer is sent again with the same ids
 */
@ConfigurationProperties("dispatcher.capi")
record CapiSettings(
        String pixelId,
        String accessToken,
        @Nullable String testEventCode,
        @DefaultValue("https://graph.facebook.com") String apiBase,
        @DefaultValue("v24.0") String apiVersion,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration requestTimeout) {

    CapiSettings {
        Assert.hasText(
                pixelId,
                "META_PIXEL_ID is missing. Find it in Meta's Events Manager under Data sources: a number of 15 or 16 digits");
        Assert.isTrue(
                pixelId.matches("\\d{1,20}"),
                "META_PIXEL_ID is '" + pixelId
                        + "'; it is a number. Find it in Meta's Events Manager under Data sources");
        Assert.hasText(
                accessToken,
                "META_ACCESS_TOKEN is missing. Make one in Meta's Events Manager: Data sources > Settings > Conversions API >"
                        + " Generate access token");
        Assert.isTrue(
                !accessToken.matches(".*\\s.*"),
                "META_ACCESS_TOKEN has white space in it. Copy it again from Meta's Events Manager, as one line");
        Assert.isTrue(
                apiBase.matches("https?://[^/\\s]+"),
                "META_API_BASE is '" + apiBase + "'; it must be http:// or https:// and a host, with no path");
        Assert.isTrue(
                apiVersion.matches("v\\d{1,3}\\.\\d"), "META_API_VERSION is '" + apiVersion + "'; it looks like v24.0");
        testEventCode = StringUtils.hasText(testEventCode) ? testEventCode : null;
    }

    @Override
    public String toString() {
        return "CapiSettings[" + apiBase + "/" + apiVersion + "/" + pixelId + "]";
    }
}
