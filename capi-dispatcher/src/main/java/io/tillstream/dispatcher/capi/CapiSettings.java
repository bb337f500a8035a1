package io.tillstream.dispatcher.capi;

import io.tillstream.platform.secret.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * @param pixelId            dataset that receives the events; the same as the shop's Pixel
 * @param accessToken        token of the Conversions API; empty when it comes from the file
 * @param accessTokenFile    file with the token instead; read again whenever it changes. Null for none
 * @param accessTokens       tokens by dataset, for datasets that need their own. Empty by default
 * @param testEventCode      sends everything to Events Manager's "Test events" instead of counting it; null in production
 * @param apiBase            address of the Graph API
 * @param apiVersion         of the Graph API
 * @param connectTimeout     how long a connection may take
 * @param requestTimeout     how long Meta may take to answer; a request that takes longer is sent again with the same ids
 * @param firstRetry         wait before a failed request is sent again; doubles each time, with jitter
 * @param longestRetry       longest such wait
 * @param misconfiguredRetry wait before the next request after Meta refused the token, the dataset or the version
 * @param firstOpen          how long the circuit breaker stays open the first time; doubles each time
 * @param longestOpen        longest such wait
 */
@ConfigurationProperties("dispatcher.capi")
record CapiSettings(
        String pixelId,
        @Secret String accessToken,
        @Nullable Path accessTokenFile,
        @Secret @DefaultValue Map<String, String> accessTokens,
        @Nullable String testEventCode,
        @DefaultValue("https://graph.facebook.com") String apiBase,
        @DefaultValue("v25.0") String apiVersion,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("500ms") Duration firstRetry,
        @DefaultValue("30s") Duration longestRetry,
        @DefaultValue("15s") Duration misconfiguredRetry,
        @DefaultValue("5s") Duration firstOpen,
        @DefaultValue("15s") Duration longestOpen) {

    private static final String META = "graph.facebook.com";

    CapiSettings {
        Assert.hasText(
                pixelId,
                "META_PIXEL_ID is missing. Find it in Meta's Events Manager under Data sources: a number of 15 or 16 digits");
        Assert.isTrue(
                pixelId.matches("\\d{1,20}"),
                "META_PIXEL_ID is '" + pixelId
                        + "'; it is a number. Find it in Meta's Events Manager under Data sources");
        Assert.isTrue(
                StringUtils.hasText(accessToken)
                        || (accessTokenFile != null
                                && !accessTokenFile.toString().isEmpty()),
                "META_ACCESS_TOKEN is missing. Make one in Meta's Events Manager: Data sources > Settings > Conversions API >"
                        + " Generate access token; or name a file that holds it in META_ACCESS_TOKEN_FILE");
        accessToken = StringUtils.hasText(accessToken) ? TokenText.check("META_ACCESS_TOKEN", accessToken) : "";
        accessTokenFile = accessTokenFile == null || accessTokenFile.toString().isEmpty() ? null : accessTokenFile;
        Map<String, String> checked = new HashMap<>();
        accessTokens.forEach((dataset, token) -> checked.put(
                dataset, TokenText.check("dispatcher.capi.access-tokens." + dataset, token == null ? "" : token)));
        accessTokens = Map.copyOf(checked);
        Assert.isTrue(
                accessTokenFile == null || Files.isReadable(accessTokenFile),
                "META_ACCESS_TOKEN_FILE is '" + accessTokenFile + "', which cannot be read");
        Assert.isTrue(
                accessToken.isEmpty() || accessTokenFile == null,
                "META_ACCESS_TOKEN and META_ACCESS_TOKEN_FILE are both set. Remove one of them");
        Assert.isTrue(
                apiBase.matches("https?://[^/\\s]+"),
                "META_API_BASE is '" + apiBase + "'; it must be http:// or https:// and a host, with no path");
        Assert.isTrue(
                !apiBase.equals("http://" + META),
                "META_API_BASE is '" + apiBase + "'; the token and customers' addresses need https");
        Assert.isTrue(
                apiVersion.matches("v\\d{1,3}\\.\\d"), "META_API_VERSION is '" + apiVersion + "'; it looks like v25.0");
        Assert.isTrue(
                positive(connectTimeout, requestTimeout, firstRetry, misconfiguredRetry, firstOpen)
                        && longestRetry.compareTo(firstRetry) >= 0
                        && longestOpen.compareTo(firstOpen) >= 0,
                "dispatcher.capi: time-outs and waits are longer than zero, longest-retry at least first-retry, and"
                        + " longest-open at least first-open");
        testEventCode = StringUtils.hasText(testEventCode) ? testEventCode : null;
    }

    private static boolean positive(Duration... durations) {
        return Arrays.stream(durations).allMatch(Duration::isPositive);
    }

    /** Whether events are not counted: they go to Meta's test view, or to a host that is not Meta. */
    boolean testing() {
        return testEventCode != null || !META.equals(URI.create(apiBase).getHost());
    }

    @Override
    public String toString() {
        return "CapiSettings[" + apiBase + "/" + apiVersion + "/" + pixelId + "]";
    }
}
