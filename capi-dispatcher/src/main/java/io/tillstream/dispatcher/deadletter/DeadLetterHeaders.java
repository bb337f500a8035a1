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
 * The headers of a dead letter: those of its message, its first and its last reason, and how often it was dead-lettered. Their
 * number and size stay bounded however often that is.
 */
final class DeadLetterHeaders {

    static final String PREFIX = "dead-letter-";

    /** How often it was dead-lettered. */
    static final String TIMES = PREFIX + "deaths";

    /** Size in bytes of a message that was too large for a dead letter, and that only its own topic holds. */
    static final String VALUE_LEFT_OUT = PREFIX + "value-left-out";

    /** Marks a message without a value: a dead letter without a value would look like a tombstone. */
    static final String NO_VALUE = PREFIX + "no-value";

    /** How many of the message's headers were left out. */
    static final String HEADERS_LEFT_OUT = PREFIX + "headers-left-out";

    /** Maximum size of the message's own headers, in bytes. */
    static final int MOST_FOREIGN = 16 * 1024;

    /** Maximum length of one of our header values, in characters. */
    private static final int LONGEST = 1000;

    private static final List<String> OF_ONE_TIME = List.of(
            "reason", "receipt", "detail", "code", "subcode", "fbtrace-id", "topic", "partition", "offset", "at");

    private DeadLetterHeaders() {}

    /** The headers of a new dead letter. */
    static Headers of(DeadLetter letter, Instant at) {
        Origin origin = letter.origin();
        Headers headers = new RecordHeaders();
        int leftOut = foreign(origin.headers(), headers) + number(origin.headers(), HEADERS_LEFT_OUT);
        for (String name : OF_ONE_TIME) {
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
        headers.add(TIMES, Integer.toString(times(origin.headers()) + 1).getBytes(UTF_8));
        if (leftOut > 0) {
            headers.add(HEADERS_LEFT_OUT, Integer.toString(leftOut).getBytes(UTF_8));
        }
        return headers;
    }

    /**
     * The headers of a replayed message.
     *
     * @param letter headers of its dead letter, which contain its history; null to leave the history out
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

    /** How often a message was dead-lettered; 0 for never. Older versions wrote one date for each time. */
    static int times(Headers headers) {
        int dates = 0;
        for (Header ignored : headers.headers(PREFIX + "at")) {
            dates++;
        }
        return Math.max(dates, number(headers, TIMES));
    }

    /**
     * Copies the headers that are not ours, as far as they fit.
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

    /** The number in one of our headers; 0 without it, or when it is not a number. */
    static int number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        String text = header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, cut(value).getBytes(UTF_8));
    }

    /** Does not cut between the two halves of a surrogate pair. */
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
