package io.tillstream.dispatcher.matching;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A short way for the numbers that payment pages give, such as +14155552671, which costs a tenth of libphonenumber's
 * whole parser. It takes only what that parser would leave as it is, and leaves all else to it.
 */
final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;

    /** Argentina and China, in whose numbers the parser drops digits from within. */
    private static final Set<Integer> REWRITTEN = Set.of(54, 86);

    /** What is dialled before a number within a country, by its calling code; empty for none. */
    private static final Map<Integer, String> TRUNK_PREFIXES = trunkPrefixes();

    private PhoneNumbers() {}

    /** Digits with the country code; null when it is not of this simple kind. */
    static @Nullable String international(String text) {
        int length = text.length() - 1;
        if (length < SHORTEST || length > LONGEST || text.charAt(0) != '+') {
            return null;
        }
        for (int at = 1; at <= length; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return null;
            }
        }
        for (int digits = 1; digits <= 3; digits++) {
            int countryCode = Integer.parseInt(text, 1, 1 + digits, 10);
            String trunkPrefix = TRUNK_PREFIXES.get(countryCode);
            if (trunkPrefix != null) {
                return plain(text, countryCode, text.substring(1 + digits), trunkPrefix);
            }
        }
        return null;
    }

    private static @Nullable String plain(String text, int countryCode, String national, String trunkPrefix) {
        if (national.startsWith("0") || (!trunkPrefix.isEmpty() && national.startsWith(trunkPrefix))) {
            return null;
        }
        PhoneNumber number = new PhoneNumber().setCountryCode(countryCode).setNationalNumber(Long.parseLong(national));
        return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE ? text.substring(1) : null;
    }

    private static Map<Integer, String> trunkPrefixes() {
        Map<Integer, String> prefixes = new HashMap<>();
        for (int code : NUMBERS.getSupportedCallingCodes()) {
            if (REWRITTEN.contains(code)) {
                continue;
            }
            String region = NUMBERS.getRegionCodeForCountryCode(code);
            String prefix = NUMBERS.getNddPrefixForRegion(region, true);
            prefixes.put(code, prefix == null ? "" : prefix);
        }
        return prefixes;
    }
}
