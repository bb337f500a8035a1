package io.tillstream.dispatcher.order;

/**
 * Reads JSON from bytes, and makes objects only of the values that are asked for. It reads usual JSON only: everything else,
 * whether broken or rare, ends with {@link Unusual}, and a complete parser decides.
 */
final class JsonBytes extends JsonTexts {

    private static final int DEEPEST = 16;

    /** More digits may not fit into an int. */
    private static final int MOST_DIGITS = 9;

    private boolean begun;

    /** @param end index behind the last byte */
    JsonBytes(byte[] bytes, int end) {
        super(bytes, end);
    }

    /** Enters the object or the array that begins here. */
    void enter(char bracket) {
        take(bracket);
        begun = false;
    }

    /** Whether another element of the array follows; leaves it after the last one. */
    boolean nextElement() {
        return next(']');
    }

    /**
     * Goes to the value of the object's next field; leaves the object after the last one.
     *
     * @param likely number of the field that it probably is: most objects have theirs in the same order
     * @return the field's number; {@link Names#UNKNOWN} for another field; {@link Names#NONE} behind the last one
     */
    int nextField(Names names, int likely) {
        if (!next('}')) {
            return Names.NONE;
        }
        take('"');
        int from = at;
        int to = textEnd(from);
        if (bytes[to] != '"') {
            throw unusual();
        }
        at = to + 1;
        take(':');
        return names.find(bytes, from, to, likely);
    }

    private boolean next(char bracket) {
        char sign = peek();
        boolean first = !begun;
        begun = true;
        if (sign == bracket) {
            at++;
            return false;
        }
        if (!first) {
            take(',');
            peek();
        }
        return true;
    }

    /** Requires that only white space is left. */
    void end() {
        while (at < end) {
            byte sign = bytes[at++];
            if (sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                throw unusual();
            }
        }
    }

    /** The number here, if it is a whole one from 0 to 999,999,999. */
    int number() {
        char first = peek();
        int from = at;
        int number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        int digits = at - from;
        if (digits == 0 || digits > MOST_DIGITS || (first == '0' && digits > 1) || !separated()) {
            throw unusual();
        }
        return number;
    }

    /** Whether the value here is true, not false. */
    boolean truth() {
        boolean truth = peek() == 't';
        word(truth ? "true" : "false");
        return truth;
    }

    private void word(String word) {
        for (int each = 0; each < word.length(); each++) {
            if (at >= end || bytes[at++] != word.charAt(each)) {
                throw unusual();
            }
        }
        if (!separated()) {
            throw unusual();
        }
    }

    /** Passes over the value here. */
    void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth == DEEPEST) {
            throw unusual();
        }
        switch (peek()) {
            case '"' -> skipText();
            case '{' -> {
                enter('{');
                while (nextField(Names.OTHERS, 0) != Names.NONE) {
                    skip(depth + 1);
                }
            }
            case '[' -> {
                enter('[');
                while (nextElement()) {
                    skip(depth + 1);
                }
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }
}
