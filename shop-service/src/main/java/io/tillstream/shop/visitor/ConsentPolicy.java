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
class ConsentPolicy {

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

    ConsentPolicy(ConsentSettings settings) {
        this.settings = settings;
    }

    Choice choice(HttpServletRequest request) {
        // Global Privacy Control (globalprivacycontrol.org) overrides what the visitor clicked.
        if ("1".equals(request.getHeader("Sec-GPC"))) {
            return Choice.DENIED_BY_BROWSER;
        }
        Cookie cookie = WebUtils.getCookie(request, VisitorCookies.CHOICE);
        return switch (cookie == null ? "" : cookie.getValue()) {
            case "granted" -> Choice.GRANTED;
            case "denied" -> Choice.DENIED;
            default -> silence(country(request));
        };
    }

    private Choice silence(@Nullable String country) {
        return switch (settings.mode()) {
            case OPT_IN -> Choice.NOT_ASKED;
            case OPT_OUT -> Choice.ASSUMED;
            case REGIONAL -> country == null || PRIOR_CONSENT.contains(country) ? Choice.NOT_ASKED : Choice.ASSUMED;
        };
    }

    /** Null when it is unknown; proxies then write XX or T1. */
    private @Nullable String country(HttpServletRequest request) {
        String country = settings.countryHeader().isEmpty() ? null : request.getHeader(settings.countryHeader());
        return country == null || !country.matches("[A-Za-z]{2}") || country.equalsIgnoreCase("XX")
                ? null
                : country.toUpperCase(Locale.ROOT);
    }
}
