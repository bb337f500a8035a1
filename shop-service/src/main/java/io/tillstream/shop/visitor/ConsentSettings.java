package io.tillstream.shop.visitor;

import com.google.common.net.InternetDomainName;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When Meta may be told about a visit.
 *
 * @param mode             which visitors must agree first
 * @param countryHeader    header in which the proxy in front of the shop writes the visitor's country, ISO 3166-1 alpha-2,
 *     such as CF-IPCountry; when it is empty, every country is unknown
 * @param limitedDataUseStates codes or names of the US states whose customers are sent with Limited Data Use
 * @param cookieDomain     domain of the cookies _fbp and _fbc, such as example.com when other hosts below it use the Pixel
 *     too; empty for the shop's host only
 */
@ConfigurationProperties("shop.consent")
public record ConsentSettings(
        @DefaultValue("opt-in") Mode mode,
        @DefaultValue("") String countryHeader,
        @DefaultValue List<String> limitedDataUseStates,
        @DefaultValue("") String cookieDomain) {

    /** Which visitors must agree first. */
    public enum Mode {
        /** All: nothing is sent before a yes. */
        OPT_IN,
        /** None: visits are sent until the visitor refuses. */
        OPT_OUT,
        /** Those from the European Economic Area, the United Kingdom, Switzerland, or an unknown country. */
        REGIONAL
    }

    public ConsentSettings {
        limitedDataUseStates = limitedDataUseStates.stream()
                .filter(state -> !state.isBlank())
                .map(ConsentSettings::code)
                .toList();
        Assert.isTrue(
                cookieDomain.isEmpty()
                        || (cookieDomain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")
                                && InternetDomainName.isValid(cookieDomain)),
                "CONSENT_COOKIE_DOMAIN is '" + cookieDomain + "'; it must be a domain such as example.com");
        Assert.isTrue(
                cookieDomain.isEmpty() || !InternetDomainName.from(cookieDomain).isPublicSuffix(),
                "CONSENT_COOKIE_DOMAIN is '" + cookieDomain
                        + "', a public suffix, for which browsers keep no cookies. Write your own domain"
                        + " below it, such as example." + cookieDomain);
    }

    /** Whether customers in a state are sent with Limited Data Use. */
    public boolean limits(UsState state) {
        return limitedDataUseStates.contains(state.name());
    }

    private static String code(String state) {
        return UsState.of(state)
                .orElseThrow(() -> new IllegalArgumentException("CONSENT_LIMITED_DATA_USE_STATES has '" + state
                        + "', which is not a US state. Write codes, such as CA,CO,CT"))
                .name();
    }
}
