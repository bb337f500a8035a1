package io.tillstream.dispatcher.matching;

import org.jspecify.annotations.Nullable;

/**
 * Values of the cookies _fbp and _fbc, which go to Meta unchanged or not at all: fb, subdomain index, time of creation in
 * seconds or milliseconds, the id itself, and sometimes an appendix of Meta's parameter builder. Newer builders append more,
 * which Meta accepts only from them. Parsed by hand, as a regular expression costs as much as all the hashes.
 */
final class BrowserIds {

    private static final int LONGEST_ID = 1000;

    private BrowserIds() {}

    /** The unchanged text; null when it has another form. */
    static @Nullable String normal(String raw) {
        if (!raw.startsWith("fb.")) {
            return null;
        }
        int time = afterDigits(raw, 3, 1, 3);
        int id = time < 0 ? -1 : afterDigits(raw, time, 10, 13);
        return id > 0 && endsWell(raw, id) ? raw : null;
    }

    /** Start of the part behind digits and a point; negative when there are none. */
    private static int afterDigits(String text, int from, int fewest, int most) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from >= fewest && at - from <= most && at < text.length() && text.charAt(at) == '.' ? at + 1 : -1;
    }

    private static boolean endsWell(String text, int id) {
        int at = id;
        while (at < text.length()
                && text.charAt(at) > ' '
                && text.charAt(at) <= '~'
                && text.charAt(at) != '.'
                && text.charAt(at) != '@') {
            at++;
        }
        boolean some = at > id && at - id <= LONGEST_ID;
        return some && (at == text.length() || (text.charAt(at) == '.' && appendix(text, at + 1)));
    }

    private static boolean appendix(String text, int from) {
        int length = text.length() - from;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return length >= 2 && length <= 8;
    }
}
