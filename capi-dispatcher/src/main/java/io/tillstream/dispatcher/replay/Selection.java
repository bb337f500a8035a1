package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.deadletter.StoredDeadLetter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Selects the dead letters that fulfil all conditions. A condition that is null is fulfilled by all.
 *
 * @param letter  its position as partition@offset
 * @param id      its receipt id: the event id, for a readable order
 * @param from    when it was dead-lettered, inclusive
 * @param to      when it was dead-lettered, exclusive
 * @param letters positions as partition@offset; empty for any
 */
record Selection(
        @Nullable String letter,
        @Nullable String id,
        @Nullable Reason reason,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> letters) {

    private static final Set<String> NAMES = Set.of("letter", "id", "reason", "from", "to", "all");

    /**
     * Reads conditions by their names.
     *
     * @param conditions letter, id, reason, from and to (ISO 8601, UTC), or all
     * @throws IllegalArgumentException when there is none, or one is invalid; its message is for the operator
     */
    static Selection of(Map<String, String> conditions) {
        for (String name : conditions.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("There is no condition '" + name + "'. " + usage());
            }
        }
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("Say which dead letters. " + usage());
        }
        return new Selection(
                conditions.get("letter"),
                conditions.get("id"),
                reason(conditions.get("reason")),
                instant("from", conditions.get("from")),
                instant("to", conditions.get("to")),
                Set.of());
    }

    /** @param letters positions as partition@offset */
    static Selection ofDeadLetters(Collection<String> letters) {
        Assert.notEmpty(letters, "Say which dead letters");
        return new Selection(null, null, null, null, null, Set.copyOf(letters));
    }

    /** The partition in partition@offset. */
    static long partition(String letter) {
        return Long.parseLong(letter.substring(0, letter.indexOf('@')));
    }

    /** The offset in partition@offset. */
    static long offset(String letter) {
        return Long.parseLong(letter.substring(letter.indexOf('@') + 1));
    }

    private static String usage() {
        return "Conditions are letter=PARTITION@OFFSET, id=EVENT_ID, reason=REASON, from=TIME, to=TIME (such as"
                + " 2026-11-23T08:00:00Z), or all; reasons are " + reasons();
    }

    private static String reasons() {
        return String.join(
                ", ", Arrays.stream(Reason.values()).map(Reason::text).toList());
    }

    private static @Nullable Reason reason(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Reason.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no reason '" + text + "'; there are " + reasons(), e);
        }
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " is '" + text + "'; it is a time in UTC such as 2026-11-23T08:00:00Z", e);
        }
    }

    boolean fits(StoredDeadLetter stored) {
        return (letters.isEmpty() || letters.contains(stored.letter()))
                && (letter == null || letter.equals(stored.letter()))
                && (id == null || id.equals(stored.receiptId()))
                && (reason == null || reason == stored.reason())
                && (from == null || !stored.at().isBefore(from))
                && (to == null || stored.at().isBefore(to));
    }
}
