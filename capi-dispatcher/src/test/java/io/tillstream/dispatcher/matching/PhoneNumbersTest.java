package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PhoneNumbersTest {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @Test
    void the_shortcut_has_the_parsers_result_in_every_country() {
        Random random = new Random(11);
        int taken = 0;
        Set<Integer> rewritten = new TreeSet<>();
        for (int code : NUMBERS.getSupportedCallingCodes()) {
            for (int each = 0; each < 2_000; each++) {
                String text = "+" + code + digits(random, 5 + random.nextInt(9));
                String simple = PhoneNumbers.international(text);
                if (simple != null) {
                    taken++;
                    if (!List.of(simple).equals(PhoneNumbers.number(text, "ZZ"))) {
                        rewritten.add(code);
                    }
                }
            }
        }
        assertThat(rewritten).isEmpty();
        assertThat(taken).isGreaterThan(50_000);
    }

    @Test
    void the_shortcut_accepts_only_usual_numbers() {
        assertThat(List.of("+14155552671", "+6591234567", "+819012345678", "+4930901820", "+33142868326"))
                .allMatch(number -> number.substring(1).equals(PhoneNumbers.international(number)));
        assertThat(List.of(
                        "14155552671",
                        "+1 415 555 2671",
                        "+44020794609",
                        "+1",
                        "+",
                        "",
                        "+999999999999",
                        "+1415555267x"))
                .allMatch(number -> PhoneNumbers.international(number) == null);
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int each = 0; each < count; each++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
