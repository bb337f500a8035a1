package io.tillstream.shop.visitor;

import java.security.SecureRandom;
import java.time.Instant;
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

    /**
     * The click id to keep.
     *
     * @param current of the cookie; null when there is none
     * @param fbclid  of the page's query; null when there is none
     * @param index   how many dots the cookie's domain has: 1 for example.com
     * @return the current one while the click is the same or no other, else one of the new click; null when there is none
     */
    static @Nullable String fbc(@Nullable String current, @Nullable String fbclid, int index, Instant now) {
        if (fbclid == null || !CLICK.matcher(fbclid).matches()) {
            return current;
        }
        boolean same = current != null && current.split("\\.", -1)[3].equals(fbclid);
        return same ? current : "fb." + index + "." + now.toEpochMilli() + "." + fbclid;
    }

    /** The browser's id: the current one, or a new one of up to ten random digits. */
    static String fbp(@Nullable String current, int index, Instant now) {
        return current != null
                ? current
                : "fb." + index + "." + now.toEpochMilli() + "." + RANDOM.nextLong(1_000_000_000L, 1L << 31);
    }
}
