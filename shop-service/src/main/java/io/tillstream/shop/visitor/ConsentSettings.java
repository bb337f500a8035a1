package io.tillstream.shop.visitor;

import com.google.common.net.InternetDomainName;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When Meta may be told of a visit.
 *
 * @param mode             whose silence is a no
 * @param countryHeader    header in which a proxy in front of the shop names the visitor's country, ISO 3166-1 alpha-2,
 *     such as CF-IPCountry; empty when there is none, and then every country counts as unknown
 * @param limitedDataUseStates codes of the US states whose customers are sent with Limited Data Use; names are taken too
 * @param cookieDomain     domain of the cookies _fbp and _fbc, such as example.com when the Pixel is on other hosts of it
 *     too; empty for the shop's own host alone
 */
@ConfigurationProperties("shop.consent")
public record ConsentSettings(
        @DefaultValue("opt-in") Mode mode,
        @DefaultValue("") String countryHeader,
        @DefaultValue List<String> limitedDataUseStates,
        @DefaultValue("") String cookieDomain) {

    /** Whose silence is a no. */
    public enum Mode {
        /** Everybody's: nothing happens before a yes. */
        OPT_IN,
        /** Nobody's: all are told of, until they say no. */
        OPT_OUT,
        /** That of visitors from the European Economic Area, the United Kingdom, Switzerland, or nobody knows where. */
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
                "CONSENT_COOKIE_DOMAIN is '" + cookieDomain + "'; it is a domain such as example.com");
        Assert.isTrue(
                cookieDomain.isEmpty() || !InternetDomainName.from(cookieDomain).isPublicSuffix(),
                "CONSENT_COOKIE_DOMAIN is '" + cookieDomain
                        + "', which belongs to nobody alone, and browsers keep no cookies for it. Write your own domain"
                        + " below it, such as example." + cookieDomain);
    }

    /** Whether customers in a state are sent with Limited Data Use. */
    public boolean limits(UsState state) {
        return limitedDataUseStates.contains(state.name());
    }

    private static String code(String state) {
        return UsState.of(state)
                .orElseThrow(() -> new IllegalArgumentException("CONSENT_LIMITED_DATA_USE_STATES has '" + state
                        + "', which is no state of the US. Write their codes, such as CA,CO,CT"))
                .name();
    }
}
