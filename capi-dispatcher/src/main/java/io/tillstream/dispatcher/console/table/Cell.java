package io.tillstream.dispatcher.console.table;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a table, for a page and for a CSV file.
 *
 * @param text as in the CSV file; a time as ISO 8601 in UTC, a number without thousands separators
 * @param link address that the cell links to; empty for none
 */
public record Cell(Kind kind, String text, String link) {

    public enum Kind {
        TEXT,
        NUMBER,
        TIME
    }

    public static Cell text(String text) {
        return new Cell(Kind.TEXT, text, "");
    }

    public static Cell link(String text, String link) {
        return new Cell(Kind.TEXT, text, link);
    }

    public static Cell number(long number) {
        return new Cell(Kind.NUMBER, Long.toString(number), "");
    }

    public static Cell number(BigDecimal number) {
        return new Cell(Kind.NUMBER, number.toPlainString(), "");
    }

    /** @param number to one decimal */
    public static Cell number(double number) {
        return new Cell(Kind.NUMBER, String.format(Locale.ROOT, "%.1f", number), "");
    }

    /** @param time null for an empty cell */
    public static Cell time(@Nullable Instant time) {
        return new Cell(Kind.TIME, time == null ? "" : time.toString(), "");
    }

    /** The text on a page; pages show a time by {@link Times}. */
    public String shown() {
        if (kind != Kind.NUMBER) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(number.scale());
        return format.format(number);
    }

    /** A duration in its largest whole unit: {@code 4 s}, {@code 3 min}, {@code 2 h}, {@code 5 d}. */
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
