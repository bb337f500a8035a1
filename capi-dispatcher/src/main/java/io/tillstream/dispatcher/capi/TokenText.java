package io.tillstream.dispatcher.capi;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks an access token as people paste it. No message quotes it. */
final class TokenText {

    /** Meta's tokens have about 200 characters. */
    static final int LONGEST = 1024;

    private static final String QUOTES = "\"'`\u2018\u2019\u201c\u201d";
    private static final Pattern ONE_WORD = Pattern.compile("[!-~]+");
    private static final Set<String> PLACEHOLDERS = Set.of(
            "changeme",
            "youraccesstoken",
            "yourtoken",
            "yourtokenhere",
            "accesstokenhere",
            "tokenhere",
            "replaceme",
            "placeholder",
            "todo",
            "tbd",
            "dummy",
            "secret",
            "null",
            "undefined",
            "none");

    private static final String AGAIN = ". Copy it again from Meta's Events Manager, as one line and nothing around it";

    private TokenText() {}

    /**
     * The token without surrounding white space, such as the newline at the end of a file.
     *
     * @param name of the setting
     * @throws IllegalArgumentException when it cannot be a token; the message names the setting and does not quote the text
     */
    static String check(String name, String text) {
        String token = text.strip();
        if (token.isEmpty()) {
            throw flawed(name, "is empty");
        }
        if (token.length() > LONGEST) {
            throw flawed(name, "has more than " + LONGEST + " characters");
        }
        if (QUOTES.indexOf(token.charAt(0)) >= 0 || QUOTES.indexOf(token.charAt(token.length() - 1)) >= 0) {
            throw flawed(name, "has a quotation mark around it");
        }
        if (token.regionMatches(true, 0, "Bearer", 0, 6)
                && (token.length() == 6 || !Character.isLetterOrDigit(token.charAt(6)))) {
            throw flawed(name, "begins with the word Bearer, which is no part of the token");
        }
        if (placeholder(token)) {
            throw flawed(name, "holds what stands for a token in an example, not a token");
        }
        if (token.chars().anyMatch(Character::isWhitespace)) {
            throw flawed(name, "has white space in it");
        }
        if (!ONE_WORD.matcher(token).matches()) {
            throw flawed(name, "has a character in it that no token has");
        }
        return token;
    }

    private static boolean placeholder(String token) {
        String letters = token.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
        return PLACEHOLDERS.contains(letters)
                || letters.matches("x{3,}|\\*{3,}|\\.{3,}")
                || (token.startsWith("<") && token.endsWith(">"))
                || (token.startsWith("{") && token.endsWith("}"))
                || token.startsWith("${");
    }

    private static IllegalArgumentException flawed(String name, String flaw) {
        return new IllegalArgumentException(name + " " + flaw + AGAIN);
    }
}
