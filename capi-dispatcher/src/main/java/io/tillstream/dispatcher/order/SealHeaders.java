package io.tillstream.dispatcher.order;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the key that a seal's header names. */
final class SealHeaders {

    private static final Pattern NOT_SHOWN = Pattern.compile("[^!-~]");
    private static final int LONGEST_SHOWN = 100;

    /** More keys than any shop rotates through; more headers are parsed each time. */
    private static final int MOST = 64;

    private final CustomerDataKeys keys;
    private final JsonMapper json;

    /** Parsed headers: nearly all seals have one of very few. */
    private final List<Known> known = new CopyOnWriteArrayList<>();

    private record Known(byte[] header, SecretKey key) {}

    SealHeaders(CustomerDataKeys keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    /**
     * @param from index of the encoded header's first byte
     * @param to   index behind its last byte
     * @throws SealBroken when it is not the header of a seal of this form, or when its key is unknown
     */
    SecretKey key(byte[] bytes, int from, int to) {
        SecretKey found = known(bytes, from, to);
        if (found == null) {
            byte[] header = Arrays.copyOfRange(bytes, from, to);
            found = find(header);
            if (known.size() < MOST) {
                known.add(new Known(header, found));
            }
        }
        return found;
    }

    private @Nullable SecretKey known(byte[] bytes, int from, int to) {
        for (Known each : known) {
            if (Arrays.equals(each.header, 0, each.header.length, bytes, from, to)) {
                return each.key;
            }
        }
        return null;
    }

    private SecretKey find(byte[] encodedHeader) {
        JsonNode header;
        try {
            header = json.readTree(Base64.getUrlDecoder().decode(encodedHeader));
        } catch (JacksonException e) {
            throw new SealBroken("The customer's seal has a header that is not JSON");
        }
        if (!"dir".equals(header.path("alg").asString(""))
                || !"A256GCM".equals(header.path("enc").asString(""))) {
            throw new SealBroken("The customer's seal is not made with dir and A256GCM");
        }
        String id = header.path("kid").asString("");
        SecretKey key = keys.find(id);
        if (key == null) {
            throw new SealBroken(
                    "The customer's seal was made with key '" + shown(id)
                            + "', which CUSTOMER_DATA_KEYS of this service does not have. Add it there",
                    named(id));
        }
        return key;
    }

    /** What {@link SealBroken#unknownKey} says of a key. */
    static String named(String id) {
        return "key " + shown(id);
    }

    /** A foreign id, made safe for a log line. */
    private static String shown(String id) {
        return NOT_SHOWN
                .matcher(id.substring(0, Math.min(id.length(), LONGEST_SHOWN)))
                .replaceAll("?");
    }
}
