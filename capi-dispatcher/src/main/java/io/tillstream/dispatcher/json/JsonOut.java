package io.tillstream.dispatcher.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;

/**
 * JSON in bytes, written value by value. Its memory is reused: a new megabyte for each request burdens the collector. It does not
 * check that the values make a document. Not thread-safe.
 */
public final class JsonOut extends JsonBuffer {

    /** The longest number of type long, with its sign. */
    private static final int LONGEST_NUMBER = 20;

    private static final int SECONDS_OF_DAY = 86_400;
    private static final byte[] NO_TIME = "\"0000-00-00T00:00:00Z\"".getBytes(US_ASCII);

    /** A field's name with quotation marks and colon, for {@link #name(byte[])}. */
    public static byte[] encoded(String name) {
        return ("\"" + name + "\":").getBytes(US_ASCII);
    }

    public void open(char bracket) {
        separate();
        put(bracket);
    }

    public void close(char bracket) {
        put(bracket);
    }

    /** Begins a field; the next call writes its value. */
    public void name(byte[] encoded) {
        separate();
        raw(encoded);
    }

    public void name(String name) {
        text(name);
        put(':');
    }

    /** Writes a comma, unless this is a first element or a field's value. */
    private void separate() {
        if (length > 0) {
            byte last = bytes[length - 1];
            if (last != '{' && last != '[' && last != ':') {
                put(',');
            }
        }
    }

    /** Writes a value that is JSON already. */
    public void value(byte[] json) {
        separate();
        raw(json);
    }

    /** Writes a text that is ASCII and needs no escapes. */
    public void plainText(byte[] ascii) {
        separate();
        put('"');
        raw(ascii);
        put('"');
    }

    public void number(long value) {
        separate();
        room(LONGEST_NUMBER);
        if (value < 0) {
            raw(Long.toString(value).getBytes(US_ASCII));
        } else {
            digits(value, 1);
        }
    }

    /** Writes a decimal number with all its digits and without an exponent. */
    public void number(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        int scale = value.scale();
        if (scale < 0 || scale >= LONGEST_NUMBER / 2 || unscaled.signum() < 0 || unscaled.bitLength() >= Long.SIZE) {
            separate();
            raw(value.toPlainString().getBytes(US_ASCII));
            return;
        }
        long all = unscaled.longValue();
        long unit = 1;
        for (int place = 0; place < scale; place++) {
            unit *= 10;
        }
        number(all / unit);
        if (scale > 0) {
            put('.');
            room(LONGEST_NUMBER);
            digits(all % unit, scale);
        }
    }

    /**
     * Writes a time in UTC as a text, as {@link java.time.Instant} writes it.
     *
     * @param second since 1970, in the years 0 to 9999
     */
    public void utc(long second) {
        separate();
        room(NO_TIME.length);
        System.arraycopy(NO_TIME, 0, bytes, length, NO_TIME.length);
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
        int ofDay = Math.floorMod(second, SECONDS_OF_DAY);
        two(1, day.getYear() / 100);
        two(3, day.getYear() % 100);
        two(6, day.getMonthValue());
        two(9, day.getDayOfMonth());
        two(12, ofDay / 3600);
        two(15, ofDay / 60 % 60);
        two(18, ofDay % 60);
        length += NO_TIME.length;
    }

    /** @throws IllegalArgumentException when it has an unpaired surrogate, which UTF-8 cannot have */
    public void text(String value) {
        separate();
        byte[] utf8 = value.getBytes(UTF_8);
        if (PlainText.is(utf8)) {
            put('"');
            raw(utf8);
            put('"');
        } else {
            escaped(value);
        }
    }
}
