package io.tillstream.dispatcher.console.table;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Times as pages show them without a script: in UTC, to the second. With a script they are in the reader's time zone. */
@Component
public class Times {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ANY_YEAR =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH);

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    /** {@code 16:00:05} today, {@code 25 Nov 16:00:05} on another day, with the year if it is another year. */
    public String shown(Instant time) {
        ZonedDateTime at = time.atZone(ZoneOffset.UTC);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (at.toLocalDate().equals(today)) {
            return TODAY.format(at);
        }
        return (at.getYear() == today.getYear() ? THIS_YEAR : ANY_YEAR).format(at);
    }

    /** @param time as ISO 8601 in UTC */
    public String shown(String time) {
        return shown(Instant.parse(time));
    }
}
