package io.tillstream.shop.visitor;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Meta's ids of a browser and of an ad click, in the format that its own libraries write
 * (developers.facebook.com, "ClickID and the fbp and fbc parameters"): {@code fb.<index>.<milliseconds>.<id>}, with a
 * fifth segment if Meta's parameter builder wrote them. Existing values are kept byte for byte.
 */
public final class MetaIds {

    /** Four segments, or five if Meta's parameter builder wrote them. */
    static final Pattern FORM = Pattern.compile("fb\\.\\d+\\.\\d{10,13}\\.[^.\\s]{1,500}(\\.[A-Za-z0-9_-]{2,8})?");

    /** Base64url; upper and lower case differ. */
    private static final Pattern CLICK = Pattern.compile("[A-Za-z0-9_-]{1,500}");

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * ASCII without an at sign, as an e-mail address is no id. PostgreSQL refuses U+0000, and half of a surrogate pair has no
     * bytes in UTF-8.
     */
    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7E&&[^@]]*");

    private MetaIds() {}

    /** Whether a text, from anywhere, is an id of Meta's: as fbp or fbc it is then kept byte for byte. */
    public static boolean isFormed(String text) {
        return FORM.matcher(text).matches() && ASCII.matcher(text).matches();
    }

    /** A click as {@link #click} returns it. */
    static final Pattern CLICK_COOKIE = Pattern.compile("\\d{13}\\.[A-Za-z0-9_-]{1,500}");

    /**
     * An ad click with its time in milliseconds: {@code <milliseconds>.<id>}.
     *
     * @param fbclid from the page's query; null when there is none
     * @return empty when there is no valid click id
     */
    static Optional<String> click(@Nullable String fbclid, Instant at) {
        return fbclid != null && CLICK.matcher(fbclid).matches()
                ? Optional.of(at.toEpochMilli() + "." + fbclid)
                : Optional.empty();
    }

    /**
     * The value of the {@code _fbc} cookie.
     *
     * @param current the cookie's present value; null when there is none
     * @param click   the latest click, as {@link #click} returns it
     * @param index   number of dots in the cookie's domain: 1 for example.com
     * @return the present value if it has the same click, else a new one
     */
    static String fbc(@Nullable String current, String click, int index) {
        String fbclid = click.substring(click.indexOf('.') + 1);
        return current != null && current.split("\\.", -1)[3].equals(fbclid) ? current : "fb." + index + "." + click;
    }

    /** The value of the {@code _fbp} cookie: the present one, or a new one with up to ten random digits. */
    static String fbp(@Nullable String current, int index, Instant now) {
        return current != null
                ? current
                : "fb." + index + "." + now.toEpochMilli() + "." + RANDOM.nextLong(1_000_000_000L, 1L << 31);
    }
}
