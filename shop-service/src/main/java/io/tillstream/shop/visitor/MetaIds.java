package io.tillstream.shop.visitor;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Meta's ids of a browser and of a click on an ad, in the form that its own libraries write
 * (developers.facebook.com, "ClickID and the fbp and fbc parameters"): {@code fb.<index>.<milliseconds>.<id>}, with a
 * fifth segment where Meta's parameter builder wrote them. Existing values are kept byte for byte.
 */
final class MetaIds {

    /** Four segments, or five where Meta's parameter builder wrote them; anything else is not Meta's. */
    static final Pattern FORM = Pattern.compile("fb\\.\\d+\\.\\d{10,13}\\.[^.\\s]{1,500}(\\.[A-Za-z0-9_-]{2,8})?");

    /** Base64url, in which case matters. */
    private static final Pattern CLICK = Pattern.compile("[A-Za-z0-9_-]{1,500}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private MetaIds() {}

    /** A click as {@link #click} gives it. */
    static final Pattern CLICK_COOKIE = Pattern.compile("\\d{13}\\.[A-Za-z0-9_-]{1,500}");

    /**
     * A click on an ad and when it was made, in milliseconds: {@code <milliseconds>.<id>}.
     *
     * @param fbclid of a page's query; null when there is none
     * @return empty when there is none of Meta's form
     */
    static Optional<String> click(@Nullable String fbclid, Instant at) {
        return fbclid != null && CLICK.matcher(fbclid).matches()
                ? Optional.of(at.toEpochMilli() + "." + fbclid)
                : Optional.empty();
    }

    /**
     * The click id to keep.
     *
     * @param current of the cookie; null when there is none
     * @param click   milliseconds and id of the newest click
     * @param index   how many dots the cookie's domain has: 1 for example.com
     * @return the current one while the click is the same, else one of the new click
     */
    static String fbc(@Nullable String current, String click, int index) {
        String fbclid = click.substring(click.indexOf('.') + 1);
        return current != null && current.split("\\.", -1)[3].equals(fbclid) ? current : "fb." + index + "." + click;
    }

    /** The browser's id: the current one, or a new one of up to ten random digits. */
    static String fbp(@Nullable String current, int index, Instant now) {
        return current != null
                ? current
                : "fb." + index + "." + now.toEpochMilli() + "." + RANDOM.nextLong(1_000_000_000L, 1L << 31);
    }
}
