package io.tillstream.dispatcher.matching;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Public addresses of browsers. An address of a private network, such as a proxy's, does not identify a browser. */
final class IpAddress {

    private IpAddress() {}

    /** Without port and brackets; null when it is not an address, or has a zone like an address of a local network. */
    static @Nullable String normal(String raw) {
        String text = raw.strip();
        int colon = text.indexOf(':');
        if (colon < 0) {
            return ipv4(text);
        }
        if (text.charAt(0) == '[') {
            int end = text.indexOf(']');
            boolean portOrNothing = end > 0 && (end + 1 == text.length() || port(text, end + 1));
            return portOrNothing ? ipv6(text.substring(1, end)) : null;
        }
        return port(text, colon) && text.indexOf('.') >= 0 ? ipv4(text.substring(0, colon)) : ipv6(text);
    }

    /** Whether the text ends with a colon and digits. */
    private static boolean port(String text, int colon) {
        int digits = text.length() - colon - 1;
        for (int at = colon + 1; at < text.length(); at++) {
            if (!digit(text.charAt(at))) {
                return false;
            }
        }
        return text.charAt(colon) == ':' && digits >= 1 && digits <= 5;
    }

    private static @Nullable String ipv4(String text) {
        int address = 0;
        int parts = 0;
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || text.charAt(at) == '.') {
                int part = part(text, from, at);
                if (part < 0 || ++parts > 4) {
                    return null;
                }
                address = (address << 8) | part;
                from = at + 1;
            }
        }
        return parts == 4 && !reserved(address >>> 24, (address >>> 16) & 0xFF) ? text : null;
    }

    /** 0 to 255, without a leading zero, which some parsers read as octal; negative when it is another text. */
    private static int part(String text, int from, int to) {
        if (to - from < 1 || to - from > 3 || (to - from > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int part = 0;
        for (int at = from; at < to; at++) {
            if (!digit(text.charAt(at))) {
                return -1;
            }
            part = part * 10 + text.charAt(at) - '0';
        }
        return part > 255 ? -1 : part;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * "This network" (RFC 1122), private networks (RFC 1918), carrier-grade NAT (RFC 6598), loopback, link-local (RFC 3927),
     * multicast and reserved addresses (RFC 1112).
     */
    private static boolean reserved(int first, int second) {
        return first == 0
                || first == 10
                || first == 127
                || first >= 224
                || (first == 100 && (second & 0xC0) == 64)
                || (first == 169 && second == 254)
                || (first == 172 && (second & 0xF0) == 16)
                || (first == 192 && second == 168);
    }

    private static @Nullable String ipv6(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c > '~' || (Character.digit(c, 16) < 0 && c != ':' && c != '.')) {
                return null;
            }
        }
        if (text.indexOf(':') < 0) {
            return null;
        }
        try {
            // A text with a colon never causes a DNS request.
            InetAddress address = InetAddress.getByName(text);
            return address instanceof Inet6Address ipv6
                    ? ofInternet(ipv6) ? text.toLowerCase(Locale.ROOT) : null
                    : ipv4(address.getHostAddress());
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean ofInternet(Inet6Address address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && (address.getAddress()[0] & 0xFE) != 0xFC;
    }
}
