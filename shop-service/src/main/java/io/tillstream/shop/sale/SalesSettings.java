package io.tillstream.shop.sale;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Which sales on the Stripe account become orders.
 *
 * @param from         only the storefront's, or the whole account's
 * @param kinds        which kinds of the account's sales
 * @param since        earlier payments are ignored: a date or a time of ISO 8601 in UTC; empty for the first start with {@code
 *     SALES=account}
 * @param actionSource Meta's action source of sales whose visitor is not known
 * @param trialValue   what Meta is told to be the value of a free trial
 * @param sites        several sites that share the account; empty when there is one
 */
@ConfigurationProperties("shop.sales")
public record SalesSettings(
        @DefaultValue("storefront") From from,
        @DefaultValue("checkout") Set<Kind> kinds,
        @DefaultValue("") String since,
        @DefaultValue("website") String actionSource,
        @DefaultValue("none") TrialValue trialValue,
        @DefaultValue List<Site> sites) {

    static final String WEBSITE = "website";

    /** A renewal happens without the customer (developers.facebook.com, Server Event Parameters). */
    static final String SYSTEM_GENERATED = "system_generated";

    private static final Set<String> ACTION_SOURCES =
            Set.of(WEBSITE, SYSTEM_GENERATED, "app", "phone_call", "chat", "physical_store", "email", "other");

    /** Whose sales become orders. */
    public enum From {
        STOREFRONT,
        ACCOUNT
    }

    /** A kind of sale on the account. */
    public enum Kind {
        /** Checkout Sessions, also of Payment Links, buy buttons and pricing tables; and the first payment of a subscription. */
        CHECKOUT,
        /** Payments without a Checkout Session and without an invoice. */
        PAYMENT_INTENTS,
        /** Invoices of other kinds, such as those sent by hand. */
        INVOICES,
        /** Further invoices of a subscription. */
        RENEWALS,
        /** Also sales for which nothing had to be paid. */
        FREE,
        /** A subscription that begins with a free trial, as StartTrial. */
        TRIALS,
        /** A payment method that was saved for later, as Subscribe. */
        SETUPS
    }

    /** The value of a free trial. */
    public enum TrialValue {
        NONE,
        /** What the subscription costs for one period after the trial. */
        PRICE
    }

    public SalesSettings {
        Assert.isTrue(
                ACTION_SOURCES.contains(actionSource),
                "SALES_ACTION_SOURCE is '" + actionSource + "'; it must be one of "
                        + String.join(", ", ACTION_SOURCES.stream().sorted().toList()));
        Assert.isTrue(
                from == From.STOREFRONT || !kinds.isEmpty(),
                "SALES_KINDS is empty, but SALES=account; name at least one kind, such as checkout");
        parse(since);
    }

    /** Whether all sales on the account become orders. */
    public boolean account() {
        return from == From.ACCOUNT;
    }

    boolean include(Kind kind) {
        return account() && kinds.contains(kind);
    }

    /** Null for the first start. */
    @Nullable
    Instant sinceTime() {
        return parse(since);
    }

    private static @Nullable Instant parse(String since) {
        try {
            return since.isBlank()
                    ? null
                    : since.contains("T")
                            ? Instant.parse(since)
                            : LocalDate.parse(since)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "SALES_SINCE is '" + since + "'; it must be a date or a UTC time, such as 2026-11-01 or"
                            + " 2026-11-01T09:30:00Z",
                    e);
        }
    }

    /** The event types of Stripe's that are needed for these sales, beyond those of the storefront. */
    public List<String> eventTypes() {
        List<String> types = new ArrayList<>();
        if (include(Kind.CHECKOUT) || include(Kind.INVOICES) || include(Kind.RENEWALS)) {
            types.add("invoice.paid");
        }
        if (include(Kind.PAYMENT_INTENTS)) {
            types.add("payment_intent.succeeded");
        }
        return types;
    }

    /**
     * One of several sites that share the account. A sale belongs to the first site that has its Payment Link or one of its
     * products, unless its metadata {@code site} names another.
     *
     * @param name         letters, digits, dots, hyphens and underscores; the dispatcher chooses datasets by it
     * @param url          page of its purchases, where the page of a sale is not known; empty for none
     * @param consent      granted when its customers agree elsewhere before they buy; denied when its sales are never sent;
     *     empty for CONSENT_MODE
     * @param paymentLinks ids of its Payment Links, plink_...
     * @param products     ids of its products, prod_...
     */
    public record Site(
            String name,
            @DefaultValue("") String url,
            @DefaultValue("") String consent,
            @DefaultValue List<String> paymentLinks,
            @DefaultValue List<String> products) {

        public Site {
            Assert.isTrue(
                    name != null && name.matches("[A-Za-z0-9._-]{1,100}"),
                    "shop.sales.sites has the name '" + name
                            + "'; a name has letters, digits, dots, hyphens and underscores, at most 100");
            Assert.isTrue(
                    url.isEmpty() || url.matches("https?://[^?#\\s]+"),
                    "shop.sales.sites: the url of " + name + " is '" + url
                            + "'; it must be a page without a query, such as https://www.example.com/thanks");
            Assert.isTrue(
                    Set.of("", "granted", "denied").contains(consent),
                    "shop.sales.sites: the consent of " + name + " is '" + consent
                            + "'; it must be granted, denied or empty");
        }
    }
}
