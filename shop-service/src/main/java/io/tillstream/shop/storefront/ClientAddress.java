package io.tillstream.shop.storefront;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the internet addresses of browsers. Private addresses are ignored: they may be our own proxy's. */
public final class ClientAddress {

    /** IPv4 or bracketed IPv6, each with an optional port, or bare IPv6. Proxies write all of these. */
    private static final Pattern FORM = Pattern.compile(
            "(?<four>\\d{1,3}(\\.\\d{1,3}){3})(:\\d{1,5})?|\\[(?<bracketed>[0-9A-Fa-f:.]+)](:\\d{1,5})?|(?<six>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    private static final int IPV6_BYTES = 16;

    private ClientAddress() {}

    /**
     * The address without port and brackets.
     *
     * @param remote from the container or a proxy; may be any text
     * @return null when it is not an address, has a zone, or is not an internet address
     */
    public static @Nullable String of(@Nullable String remote) {
        Matcher matcher = FORM.matcher(remote == null ? "" : remote.strip());
        if (!matcher.matches()) {
            return null;
        }
        String literal = matcher.group("four");
        if (literal == null) {
            literal = matcher.group("six") == null ? matcher.group("bracketed") : matcher.group("six");
        }
        try {
            // Only digits and colons, so there is no DNS lookup. An IPv4-mapped IPv6 address becomes IPv4.
            InetAddress address = InetAddress.getByName(literal);
            if (!ofInternet(address)) {
                return null;
            }
            return address instanceof Inet4Address ? address.getHostAddress() : literal.toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Which requests to count together: those of one IPv4 address, or of one /64 network of IPv6, which a single customer has.
     *
     * @param remote from the container
     */
    public static String network(String remote) {
        if (!remote.contains(":")) {
            return remote;
        }
        try {
            // A text with a colon is never looked up.
            byte[] address = InetAddress.getByName(remote).getAddress();
            return address.length == IPV6_BYTES ? HexFormat.of().formatHex(address, 0, IPV6_BYTES / 2) : remote;
        } catch (UnknownHostException e) {
            return remote;
        }
    }

    private static boolean ofInternet(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && switch (address) {
                    case Inet4Address four -> ofInternet(four.getAddress());
                    // RFC 4193: unique local addresses.
                    case Inet6Address six -> (six.getAddress()[0] & 0xFE) != 0xFC;
                    default -> false;
                };
    }

    /** Excludes "this network" (RFC 1122), carrier-grade NAT (RFC 6598) and reserved addresses (RFC 1112). */
    private static boolean ofInternet(byte[] four) {
        int first = four[0] & 0xFF;
        return first != 0 && first < 240 && !(first == 100 && (four[1] & 0xC0) == 64);
    }
}
