package io.tillstream.dispatcher.matching;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Normalises telephone numbers as Meta hashes them. Numbers from payment pages, such as +14155552671, take a shortcut that
 * costs a tenth of libphonenumber's parser. It accepts only numbers that the parser would leave unchanged.
 */
final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;
    private static final int CALLING_CODES = 1000;
    private static final int SHORTEST_RUN = 7;

    /** Argentina and China: in their numbers the parser drops inner digits. */
    private static final Set<Integer> REWRITTEN = Set.of(54, 86);

    /** By calling code; null for a code without numbers, and for one whose numbers are rewritten. */
    private static final @Nullable Plan[] PLANS = plans();

    /**
     * How a country numbers.
     *
     * @param trunkPrefix prefix of calls within the country; empty for none
     * @param lengths     a bit for each possible number of digits behind the calling code
     */
    private record Plan(String trunkPrefix, int lengths) {}

    private PhoneNumbers() {}

    /**
     * Digits with the country code; none when it is not a number, or a placeholder.
     *
     * @param text   {@linkplain Letters#clean clean}
     * @param region ISO 3166-1 alpha-2 of the country of a number without a country code; empty when it is not known
     */
    static List<String> normal(String text, String region) {
        String plain = international(text);
        if (plain != null) {
            return List.of(plain);
        }
        // 00 is the international prefix nearly everywhere. Elsewhere no number begins with it, but the international
        // prefix may: 001 in Singapore, 0011 in Australia.
        if (text.startsWith("00") && !dialledAbroad(text, region)) {
            List<String> abroad = number("+" + text.substring(2), region);
            if (!abroad.isEmpty()) {
                return abroad;
            }
        }
        return number(text, region);
    }

    private static boolean dialledAbroad(String text, String region) {
        try {
            return NUMBERS.parseAndKeepRawInput(text, region).getCountryCodeSource()
                    == CountryCodeSource.FROM_NUMBER_WITH_IDD;
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** Parses it with libphonenumber. */
    static List<String> number(String text, String region) {
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                            && !nobodys(digits(text))
                            && !nobodys(NUMBERS.getNationalSignificantNumber(number))
                    ? List.of(NUMBERS.format(number, PhoneNumberFormat.E164).substring(1))
                    : List.of();
        } catch (NumberParseException e) {
            return List.of();
        }
    }

    /** A single repeated digit, which people enter when a form demands a number. Short ones are real numbers in small states. */
    private static boolean nobodys(String digits) {
        int at = 1;
        while (at < digits.length() && digits.charAt(at) == digits.charAt(0)) {
            at++;
        }
        return at >= digits.length() && (at >= SHORTEST_RUN || digits.startsWith("0"));
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (Character.isDigit(text.charAt(at))) {
                digits.append(text.charAt(at));
            }
        }
        return digits.toString();
    }

    /** Digits with the country code; null when the shortcut does not apply. */
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
            Plan plan = PLANS[Integer.parseInt(text, 1, 1 + digits, 10)];
            if (plan != null) {
                return fits(plan, text.substring(1 + digits)) ? text.substring(1) : null;
            }
        }
        return null;
    }

    private static boolean fits(Plan plan, String national) {
        return (plan.lengths & 1 << national.length()) != 0
                && !national.startsWith("0")
                && (plan.trunkPrefix.isEmpty() || !national.startsWith(plan.trunkPrefix))
                && !nobodys(national);
    }

    private static @Nullable Plan[] plans() {
        Plan[] plans = new Plan[CALLING_CODES];
        for (int code : NUMBERS.getSupportedCallingCodes()) {
            if (!REWRITTEN.contains(code)) {
                String region = NUMBERS.getRegionCodeForCountryCode(code);
                String prefix = NUMBERS.getNddPrefixForRegion(region, true);
                plans[code] = new Plan(prefix == null ? "" : prefix, lengths(code));
            }
        }
        return plans;
    }

    /** Whether a number is possible depends on its length alone. */
    private static int lengths(int code) {
        int lengths = 0;
        long number = 1;
        for (int digits = 1; digits < LONGEST; digits++) {
            PhoneNumber any = new PhoneNumber().setCountryCode(code).setNationalNumber(number);
            lengths |= NUMBERS.isPossibleNumberWithReason(any) == ValidationResult.IS_POSSIBLE ? 1 << digits : 0;
            number *= 10;
        }
        return lengths;
    }
}
