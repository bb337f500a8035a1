package io.tillstream.shop.visitor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reduces addresses of pages to what may be stored and sent: nothing in them names a person. */
public final class PageAddress {

    /** Scheme and host; a user name and password before the host are dropped. */
    private static final Pattern ORIGIN = Pattern.compile(
            "(?<scheme>https?)://([^/?#@\\\\]*@)?(?<host>([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?)(?=[/?#]|$)",
            Pattern.CASE_INSENSITIVE);

    /** In characters: a host name (RFC 1035) and a port. */
    private static final int LONGEST_HOST = 261;

    /** In characters, the whole address. */
    private static final int LONGEST = 1000;

    /** The characters that RFC 3986 allows in a path, without semicolons, which begin parameters. */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,=:@%/-]*");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{12,}");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z]{2}");

    /** How often a text is decoded; one that is encoded more often is taken for a person. */
    private static final int DECODED = 4;

    private PageAddress() {}

    /** Scheme, host and port of a page, such as {@code https://www.example.com/}; null when it has none. */
    public static @Nullable String origin(@Nullable String page) {
        Matcher matcher = ORIGIN.matcher(page == null ? "" : page);
        return matcher.lookingAt() && matcher.group("host").length() <= LONGEST_HOST
                ? (matcher.group("scheme") + "://" + matcher.group("host") + "/").toLowerCase(Locale.ROOT)
                : null;
    }

    /**
     * The address of a page without user, parameters, query and fragment. Its path is kept only if it contains no e-mail
     * address, also encoded, and the whole has at most 1000 characters.
     *
     * @return null when it is not an http or https address
     */
    public static @Nullable String withoutPersons(@Nullable String page) {
        String origin = origin(page);
        if (page == null || origin == null) {
            return null;
        }
        String path = page.substring(page.indexOf("//") + 2)
                .replaceFirst("^[^/?#]*", "")
                .replaceFirst("[?#;].*", "");
        return origin.length() + path.length() <= LONGEST + 1
                        && PATH.matcher(path).matches()
                        && !namesPerson(path)
                ? origin + path.substring(1)
                : origin;
    }

    private static boolean namesPerson(String path) {
        String text = path;
        for (int decoded = 0; decoded <= DECODED; decoded++) {
            if (Normalizer.normalize(text, Normalizer.Form.NFKC).indexOf('@') >= 0
                    || BASE64.matcher(text).results().anyMatch(PageAddress::hidesMail)
                    || HEX.matcher(text).results().anyMatch(PageAddress::hidesMailInHex)) {
                return true;
            }
            String next = decoded(text);
            if (next.equals(text)) {
                return false;
            }
            text = next;
        }
        return true;
    }

    /** Percent-decoded once. A percent sign without two hexadecimal digits is kept. */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(UTF_8);
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] == '%'
                    && at + 2 < raw.length
                    && HexFormat.isHexDigit(raw[at + 1])
                    && HexFormat.isHexDigit(raw[at + 2])) {
                bytes.write(HexFormat.fromHexDigit(raw[at + 1]) << 4 | HexFormat.fromHexDigit(raw[at + 2]));
                at += 2;
            } else {
                bytes.write(raw[at]);
            }
        }
        return bytes.toString(UTF_8);
    }

    /** Whether a run of base64 contains an e-mail address. It may begin at any of four places: other letters may precede it. */
    private static boolean hidesMail(MatchResult run) {
        String standard = run.group().replace('-', '+').replace('_', '/');
        for (int start = 0; start < 4; start++) {
            String some = standard.substring(start);
            // One letter alone holds no byte.
            String whole = some.length() % 4 == 1 ? some.substring(0, some.length() - 1) : some;
            if (MAIL.matcher(new String(Base64.getDecoder().decode(whole), ISO_8859_1))
                    .find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hidesMailInHex(MatchResult run) {
        for (int start = 0; start < 2; start++) {
            int end = run.group().length() - (run.group().length() - start) % 2;
            byte[] bytes = HexFormat.of().parseHex(run.group().substring(start, end));
            if (MAIL.matcher(new String(bytes, ISO_8859_1)).find()) {
                return true;
            }
        }
        return false;
    }
}
