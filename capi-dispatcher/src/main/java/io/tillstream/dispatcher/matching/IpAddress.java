package io.tillstream.dispatcher.matching;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of browsers on the internet, bare. Those of a private network, a proxy's among them, name no browser. */
final class IpAddress {

    private static final String PART = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + PART + "(?:\\." + PART + "){3})(?::\\d{1,5})?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\]]*)](?::\\d{1,5})?");

    private IpAddress() {}

    /** Without port and brackets, and without zone, as one with a zone is of a local network; null when it is none. */
    static @Nullable String normal(String raw) {
        String text = raw.strip();
        Matcher ipv4 = IPV4.matcher(text);
        if (ipv4.matches()) {
            return ofInternet(ipv4.group(1));
        }
        Matcher bracketed = IN_BRACKETS.matcher(text);
        String ipv6 = bracketed.matches() ? bracketed.group(1) : text;
        return IPV6.matcher(ipv6).matches() ? ofInternet(ipv6.toLowerCase(Locale.ROOT)) : null;
    }

    private static @Nullable String ofInternet(String literal) {
        try {
            // What has digits and points, or a colon, is never looked up by name.
            InetAddress address = InetAddress.getByName(literal);
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress()) {
                return null;
            }
            return switch (address) {
                case Inet4Address ipv4 -> reserved(ipv4.getAddress()) ? null : ipv4.getHostAddress();
                case Inet6Address ipv6 -> (ipv6.getAddress()[0] & 0xFE) == 0xFC ? null : literal;
                default -> null;
            };
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** This network (RFC 1122), carriers' networks behind one address (RFC 6598), and the future's (RFC 1112). */
    private static boolean reserved(byte[] ipv4) {
        int first = ipv4[0] & 0xFF;
        return first == 0 || first >= 240 || (first == 100 && (ipv4[1] & 0xC0) == 64);
    }
}
