package io.tillstream.shop.catalog;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An amount in one currency, in minor units as Stripe counts them.
 *
 * <p>The number of decimals follows Stripe (docs.stripe.com/currencies), not ISO 4217: Stripe uses two decimals for ISK
 * and UGX and none for MGA, where ISO and the JDK differ.
 *
 * @param minorUnits whole minor units, zero or more; 1100 is SGD 11.00, JPY 1100 and KWD 1.100
 * @param currency   ISO 4217 code in upper case
 */
public record Money(long minorUnits, String currency) {

    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> WITH_THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private static final Pattern LETTERS_AT_DIGITS = Pattern.compile("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})");

    public Money {
        if (minorUnits < 0) {
            throw new IllegalArgumentException(
                    "An amount of money must be zero or more minor units, not " + minorUnits);
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "A currency must be three capital letters (ISO 4217), not '" + currency + "'");
        }
    }

    /**
     * An amount from Stripe's API.
     *
     * @param currency ISO 4217 code in either case; Stripe writes it in lower case
     */
    public static Money ofStripe(long minorUnits, String currency) {
        return new Money(minorUnits, currency.toUpperCase(Locale.ROOT));
    }

    /**
     * An amount that a person typed.
     *
     * @param majorUnits such as 11, 11.5 or 11.00
     * @param currency   ISO 4217 code in either case
     * @throws IllegalArgumentException when it is not a valid amount; the message is for that person
     */
    public static Money ofMajorUnits(String majorUnits, String currency) {
        String code = currency.strip().toUpperCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(each -> each.getCurrencyCode().equals(code))) {
            throw new IllegalArgumentException("'" + currency + "' is not an ISO 4217 currency, such as SGD");
        }
        if (!majorUnits.strip().matches("\\d{1,9}(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException("'" + majorUnits + "' is not an amount, such as 11.00");
        }
        Money unit = new Money(0, code);
        try {
            long minorUnits = new BigDecimal(majorUnits.strip())
                    .movePointRight(unit.decimals())
                    .longValueExact();
            return new Money(minorUnits, code);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + majorUnits + "' has more decimals than " + code + ", which has " + unit.decimals(), e);
        }
    }

    public Money times(int quantity) {
        return new Money(Math.multiplyExact(minorUnits, quantity), currency);
    }

    /** @throws IllegalArgumentException when the currencies differ */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    /** Major units with all of the currency's decimals, such as 11.00 for SGD and 1100 for JPY. */
    public BigDecimal majorUnits() {
        return BigDecimal.valueOf(minorUnits, decimals());
    }

    /** Formatted for a locale, such as {@code SGD 11.00} or {@code ￥1,100}. */
    public String display(Locale locale) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(decimals());
        format.setMaximumFractionDigits(decimals());
        // CLDR puts a space between a currency's letters and the digits; the JDK does not.
        return LETTERS_AT_DIGITS.matcher(format.format(majorUnits())).replaceAll("\u00a0");
    }

    private int decimals() {
        return WITHOUT_DECIMALS.contains(currency) ? 0 : WITH_THREE_DECIMALS.contains(currency) ? 3 : 2;
    }
}
