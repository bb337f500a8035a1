package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a letter: those that its message came with, what it died of first, what it died of last, and how often.
 * They stay as few and as small however often it dies.
 */
final class DeadLetterHeaders {

    static final String PREFIX = "dead-letter-";

    /** How often it has died. */
    static final String DEATHS = PREFIX + "deaths";

    /** Bytes of the message, which was too large for a letter and lies where it came from only. */
    static final String VALUE_LEFT_OUT = PREFIX + "value-left-out";

    /** That the message had no value at all: a letter without one would pass for a tombstone. */
    static final String NO_VALUE = PREFIX + "no-value";

    /** How many headers of the message were left out. */
    static final String HEADERS_LEFT_OUT = PREFIX + "headers-left-out";

    /** Of the message's own headers, in bytes. */
    static final int MOST_FOREIGN = 16 * 1024;

    /** Of one text of ours, in characters. */
    private static final int LONGEST = 1000;

    private static final List<String> OF_A_DEATH = List.of(
            "reason", "receipt", "detail", "code", "subcode", "fbtrace-id", "topic", "partition", "offset", "at");

    private DeadLetterHeaders() {}

    /** Of a letter about a message that dies now. */
    static Headers of(DeadLetter letter, Instant at) {
        Origin origin = letter.origin();
        Headers headers = new RecordHeaders();
        int leftOut = foreign(origin.headers(), headers) + number(origin.headers(), HEADERS_LEFT_OUT);
        for (String name : OF_A_DEATH) {
            Header first = first(origin.headers(), PREFIX + name);
            if (first != null && first.value() != null) {
                headers.add(first.key(), Arrays.copyOf(first.value(), Math.min(first.value().length, LONGEST)));
            }
        }
        add(headers, "reason", letter.reason().text());
        add(headers, "receipt", letter.receiptId());
        add(headers, "detail", letter.detail());
        add(headers, "code", Integer.toString(letter.code()));
        add(headers, "subcode", Integer.toString(letter.subcode()));
        add(headers, "fbtrace-id", letter.fbtraceId());
        add(headers, "topic", origin.topic());
        add(headers, "partition", Integer.toString(origin.partition()));
        add(headers, "offset", Long.toString(origin.offset()));
        add(headers, "at", at.toString());
        headers.add(DEATHS, Integer.toString(deaths(origin.headers()) + 1).getBytes(UTF_8));
        if (leftOut > 0) {
            headers.add(HEADERS_LEFT_OUT, Integer.toString(leftOut).getBytes(UTF_8));
        }
        return headers;
    }

    /**
     * Of a message that is let go again.
     *
     * @param letter  the headers of its letter, for the history in them; null to leave that away
     */
    static Headers again(Headers message, @Nullable Headers letter, Instant at) {
        Headers headers = new RecordHeaders();
        foreign(message, headers);
        if (letter != null) {
            for (Header header : letter) {
                if (header.key().startsWith(PREFIX)
                        && !header.key().equals(VALUE_LEFT_OUT)
                        && !header.key().equals(NO_VALUE)) {
                    headers.add(header);
                }
            }
        }
        return headers.remove(Origin.REPLAYED_AT)
                .add(Origin.REPLAYED_AT, at.toString().getBytes(UTF_8));
    }

    /** How often a message has died; 0 for one that has not. Letters of older versions have a date for each. */
    static int deaths(Headers headers) {
        int dates = 0;
        for (Header ignored : headers.headers(PREFIX + "at")) {
            dates++;
        }
        return Math.max(dates, number(headers, DEATHS));
    }

    /**
     * Takes over what is not of our own making, as much of it as fits.
     *
     * @return how many were left out
     */
    private static int foreign(Headers from, Headers to) {
        int left = MOST_FOREIGN;
        int leftOut = 0;
        for (Header header : from) {
            boolean last = !header.key().equals(Origin.REPLAYED_AT) || header.equals(from.lastHeader(header.key()));
            if (!header.key().startsWith(PREFIX) && last) {
                int size = header.key().length() + (header.value() == null ? 0 : header.value().length);
                if (size <= left) {
                    left -= size;
                    to.add(header);
                } else {
                    leftOut++;
                }
            }
        }
        return leftOut;
    }

    private static @Nullable Header first(Headers headers, String name) {
        var all = headers.headers(name).iterator();
        return all.hasNext() ? all.next() : null;
    }

    /** What a header of ours counts; 0 without it, and when somebody else wrote it. */
    static int number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        String text = header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, cut(value).getBytes(UTF_8));
    }

    /** Never between the two halves of a character. */
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
