package io.tillstream.shop.seal;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The keys of {@code CUSTOMER_DATA_KEYS}: the first key seals, and every key opens what it sealed.
 *
 * @param sealingId id of the first key
 * @param byId      all keys, 32 bytes each
 */
record CustomerDataKeys(String sealingId, Map<String, byte[]> byId) {

    private static final String HOW =
            " Make one with: echo \"k1:$(openssl rand -base64 32)\" and give the same value to both services.";

    /** 43 characters of base64 are 32 bytes. */
    private static final Pattern ENTRY = Pattern.compile("[^:,\\s]+:[A-Za-z0-9+/]{43}=");

    CustomerDataKeys {
        byId = Map.copyOf(byId);
    }

    /**
     * @param text {@code kid:base64[,kid:base64...]}, each key 32 bytes
     * @throws IllegalArgumentException when the text is empty or malformed; the message contains no key
     */
    static CustomerDataKeys parse(String text) {
        Assert.hasText(text, "CUSTOMER_DATA_KEYS is missing: without it customers' data cannot be sealed." + HOW);
        LinkedHashMap<String, byte[]> keys = new LinkedHashMap<>();
        for (String entry : text.trim().split("\\s*,\\s*", -1)) {
            int colon = entry.indexOf(':');
            Assert.isTrue(colon > 0, "CUSTOMER_DATA_KEYS has an entry without a key id before a colon." + HOW);
            String id = entry.substring(0, colon);
            keys.putIfAbsent(id, key(id, entry.substring(colon + 1)));
        }
        return new CustomerDataKeys(keys.firstEntry().getKey(), keys);
    }

    /** The key in one entry of the form {@code kid:base64}; empty for another text. */
    static Optional<byte[]> key(String entry) {
        return ENTRY.matcher(entry.strip()).matches() ? Optional.of(parse(entry).sealingKey()) : Optional.empty();
    }

    private static byte[] key(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("CUSTOMER_DATA_KEYS: key '" + id + "' is not base64." + HOW, e);
        }
        Assert.isTrue(
                key.length == 32,
                "CUSTOMER_DATA_KEYS: key '" + id + "' has " + key.length + " bytes; AES-256 takes 32." + HOW);
        return key;
    }

    byte[] sealingKey() {
        byte[] key = byId.get(sealingId);
        Assert.state(key != null, "The sealing key is one of the keys");
        return key;
    }

    /** @return null when there is no key with this id */
    byte @Nullable [] openingKey(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    @Override
    public String toString() {
        return "CustomerDataKeys[" + sealingId + "]";
    }
}
