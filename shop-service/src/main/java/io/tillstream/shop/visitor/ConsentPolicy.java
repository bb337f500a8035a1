package io.tillstream.shop.visitor;

import io.tillstream.shop.visitor.Visitor.Choice;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Tells from a request whether Meta may be told of the visit. */
@Component
class ConsentPolicy {

    /**
     * ePrivacy Directive, article 5(3): European Economic Area with the territories that its law or their country's reaches,
     * and the same law in the United Kingdom, the islands beside it, Gibraltar and Switzerland. ISO 3166-1 gives the
     * territories codes of their own.
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
            // Of France, Finland and Norway.
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
            // Beside the United Kingdom.
            "GG",
            "GI",
            "IM",
            "JE");

    private final ConsentSettings settings;

    ConsentPolicy(ConsentSettings settings) {
        this.settings = settings;
    }

    Choice choice(HttpServletRequest request) {
        // Global Privacy Control (globalprivacycontrol.org): the browser says no for its owner, whatever was clicked.
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

    /** Null when it is unknown; proxies write XX or T1 for that. */
    private @Nullable String country(HttpServletRequest request) {
        String country = settings.countryHeader().isEmpty() ? null : request.getHeader(settings.countryHeader());
        return country == null || !country.matches("[A-Za-z]{2}") || country.equalsIgnoreCase("XX")
                ? null
                : country.toUpperCase(Locale.ROOT);
    }
}
