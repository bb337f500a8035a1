package io.tillstream.dispatcher.matching;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates of birth as Meta hashes them: YYYYMMDD. */
final class BirthDate {

    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})\\D+(\\d{1,2})\\D+(\\d{1,2})(?!\\d)");
    private static final Pattern YEAR_LAST = Pattern.compile("(?<!\\d)(\\d{1,2})\\D+(\\d{1,2})\\D+(\\d{4})");

    private BirthDate() {}

    /** The date in a text; none when there is none. With the year last and both others up to 12, the month is first. */
    static List<String> normal(@Nullable String raw) {
        if (raw == null) {
            return List.of();
        }
        String text = raw.strip();
        List<String> compact = COMPACT.matcher(text).matches() ? first(COMPACT, text, 1, 2, 3) : List.of();
        if (!compact.isEmpty()) {
            return compact;
        }
        List<String> yearFirst = first(YEAR_FIRST, text, 1, 2, 3);
        if (!yearFirst.isEmpty()) {
            return yearFirst;
        }
        List<String> monthFirst = first(YEAR_LAST, text, 3, 1, 2);
        return monthFirst.isEmpty() ? first(YEAR_LAST, text, 3, 2, 1) : monthFirst;
    }

    private static List<String> first(Pattern form, String text, int year, int month, int day) {
        return form.matcher(text)
                .results()
                .findFirst()
                .map(found -> date(number(found, year), number(found, month), number(found, day)))
                .orElse(List.of());
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static List<String> date(int year, int month, int day) {
        try {
            return List.of(LocalDate.of(year, month, day).format(DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return List.of();
        }
    }
}
