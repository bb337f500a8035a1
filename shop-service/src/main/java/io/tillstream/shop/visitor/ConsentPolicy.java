package io.tillstream.shop.visitor;

import io.tillstream.shop.visitor.Visitor.Choice;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Decides from a request whether Meta may be told about the visit. */
@Component
public class ConsentPolicy {

    /**
     * Countries where consent must come first (ePrivacy Directive, article 5(3)): the European Economic Area with its dependent
     * territories, and with similar law the United Kingdom, its nearby islands, Gibraltar and Switzerland. The territories have
     * their own ISO 3166-1 codes.
     */
    private static final Set<String> PRIOR_CONSENT = Set.of(
            "AT",
            "BE",
            "BG",
            "CY",
            "CZ",
            "DE",
            "DK",
            "EE",
            "ES",
            "FI",
            "FR",
            "GR",
            "HR",
            "HU",
            "IE",
            "IT",
            "LT",
            "LU",
            "LV",
            "MT",
            "NL",
            "PL",
            "PT",
            "RO",
            "SE",
            "SI",
            "SK",
            "IS",
            "LI",
            "NO",
            "GB",
            "CH",
            // Territories of France, Finland and Norway.
            "GF",
            "GP",
            "MQ",
            "RE",
            "YT",
            "MF",
            "BL",
            "PM",
            "NC",
            "PF",
            "WF",
            "AX",
            "SJ",
            // Islands near the United Kingdom, and Gibraltar.
            "GG",
            "GI",
            "IM",
            "JE");

    private final ConsentSettings settings;

    public ConsentPolicy(ConsentSettings settings) {
        this.settings = settings;
    }

    Choice choice(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, VisitorCookies.CHOICE);
        return refusedByBrowser(request)
                ? Choice.DENIED_BY_BROWSER
                : stated(cookie == null ? null : cookie.getValue(), country(request));
    }

    /** Whether the browser sends Global Privacy Control (globalprivacycontrol.org), which overrides what the visitor clicked. */
    public static boolean refusedByBrowser(HttpServletRequest request) {
        return "1".equals(request.getHeader("Sec-GPC"));
    }

    /**
     * The choice that a visitor has stated.
     *
     * @param said    granted or denied; null or anything else when the visitor has not answered
     * @param country ISO 3166-1 alpha-2 in upper case; null when it is not known
     */
    public Choice stated(@Nullable String said, @Nullable String country) {
        return switch (said == null ? "" : said) {
            case "granted" -> Choice.GRANTED;
            case "denied" -> Choice.DENIED;
            default -> silence(country);
        };
    }

    /**
     * What CONSENT_MODE says of a visitor without an answer.
     *
     * @param country ISO 3166-1 alpha-2 in upper case; null when it is not known
     */
    public Choice silence(@Nullable String country) {
        return switch (settings.mode()) {
            case OPT_IN -> Choice.NOT_ASKED;
            case OPT_OUT -> Choice.ASSUMED;
            case REGIONAL -> country == null || PRIOR_CONSENT.contains(country) ? Choice.NOT_ASKED : Choice.ASSUMED;
        };
    }

    /** The visitor's country in upper case; null when it is unknown. Proxies then write XX or T1. */
    public @Nullable String country(HttpServletRequest request) {
        String country = settings.countryHeader().isEmpty() ? null : request.getHeader(settings.countryHeader());
        return country == null || !country.matches("[A-Za-z]{2}") || country.equalsIgnoreCase("XX")
                ? null
                : country.toUpperCase(Locale.ROOT);
    }
}
