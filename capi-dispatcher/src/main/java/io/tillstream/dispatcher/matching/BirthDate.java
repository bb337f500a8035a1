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

    /** Year first or last, the parts close together, as what follows a date is not part of it. */
    private static final Pattern DATE = Pattern.compile("(?<!\\d)(?:(\\d{4})\\D{1,3}(\\d{1,2})\\D{1,3}(\\d{1,2})"
            + "|(\\d{1,2})\\D{1,3}(\\d{1,2})\\D{1,3}(\\d{4}))(?!\\d)");

    private BirthDate() {}

    /**
     * The first date in a text; empty without one. When the year is last and both other parts are at most 12, the first part is
     * the month.
     */
    static List<String> normal(@Nullable String raw) {
        String text = Letters.clean(raw);
        return (COMPACT.matcher(text).matches() ? COMPACT : DATE)
                .matcher(text)
                .results()
                .map(BirthDate::date)
                .filter(date -> !date.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> date(MatchResult found) {
        if (found.group(1) != null) {
            return date(found, 1, 2, 3);
        }
        List<String> monthFirst = date(found, 6, 4, 5);
        return monthFirst.isEmpty() ? date(found, 6, 5, 4) : monthFirst;
    }

    private static List<String> date(MatchResult found, int year, int month, int day) {
        try {
            return List.of(LocalDate.of(number(found, year), number(found, month), number(found, day))
                    .format(DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return List.of();
        }
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
