package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Values of usual messages, read from their texts. */
final class PlainValues {

    private static final int LONGEST_AMOUNT = 20;

    /** Digits that always fit into a long. */
    private static final int LONG_DIGITS = 18;

    private static final String TIME = "0000-00-00T00:00:00Z";
    private static final int SECONDS_OF_DAY = 86_400;

    private PlainValues() {}

    /** A time in UTC; whole seconds take a shortcut past the JDK's parser. */
    static Instant time(String text) {
        if (text.length() == TIME.length() && hasForm(text)) {
            int hour = two(text, 11);
            int minute = two(text, 14);
            int second = two(text, 17);
            if (hour < 24 && minute < 60 && second < 60) {
                return Instant.ofEpochSecond(SECONDS_OF_DAY * day(text) + hour * 3600L + minute * 60L + second);
            }
        }
        Instant time = UtcTime.parse(text);
        if (time == null) {
            throw JsonTexts.unusual();
        }
        return time;
    }

    private static long day(String text) {
        try {
            return LocalDate.of(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8))
                    .toEpochDay();
        } catch (DateTimeException e) {
            throw JsonTexts.unusual();
        }
    }

    private static boolean hasForm(String text) {
        for (int at = 0; at < TIME.length(); at++) {
            char each = text.charAt(at);
            char form = TIME.charAt(at);
            if (form == '0' ? each < '0' || each > '9' : each != form) {
                return false;
            }
        }
        return true;
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    /** A text of digits with at most one point between them. */
    static BigDecimal amount(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_AMOUNT) {
            throw JsonTexts.unusual();
        }
        int point = -1;
        long unscaled = 0;
        for (int at = 0; at < length; at++) {
            char each = text.charAt(at);
            if (each == '.' && point < 0 && at > 0 && at < length - 1) {
                point = at;
            } else if (each < '0' || each > '9') {
                throw JsonTexts.unusual();
            } else {
                unscaled = unscaled * 10 + each - '0';
            }
        }
        return length > LONG_DIGITS
                ? new BigDecimal(text)
                : BigDecimal.valueOf(unscaled, point < 0 ? 0 : length - 1 - point);
    }
}
