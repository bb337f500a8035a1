package io.tillstream.dispatcher.order;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/** The keys of {@code CUSTOMER_DATA_KEYS} by their id. Each of them opens seals. */
final class CustomerDataKeys {

    private static final String HOW =
            " Set it to the same value as in the shop, of the form kid:base64[,kid:base64...] with keys of 32 bytes.";

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();

    private CustomerDataKeys() {}

    /** @throws IllegalArgumentException when the text is empty or has another form; its message contains no key */
    static CustomerDataKeys parse(String text) {
        Assert.hasText(text, "CUSTOMER_DATA_KEYS is missing: without it no customer's seal can be opened." + HOW);
        CustomerDataKeys all = new CustomerDataKeys();
        for (String entry : text.trim().split("\\s*,\\s*", -1)) {
            int colon = entry.indexOf(':');
            Assert.isTrue(colon > 0, "CUSTOMER_DATA_KEYS has an entry without a key id before a colon." + HOW);
            String id = entry.substring(0, colon);
            byte[] key;
            try {
                key = Base64.getDecoder().decode(entry.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("CUSTOMER_DATA_KEYS: key '" + id + "' is not base64." + HOW, e);
            }
            Assert.isTrue(key.length == 32, "CUSTOMER_DATA_KEYS: key '" + id + "' has " + key.length + " bytes." + HOW);
            all.keys.put(id, new SecretKeySpec(key, "AES"));
        }
        return all;
    }

    /** @return null when there is no key with this id */
    @Nullable
    SecretKey find(String id) {
        return keys.get(id);
    }

    Set<String> ids() {
        return keys.keySet();
    }

    /** Id of the first key, which seals. */
    String sealingId() {
        return keys.keySet().iterator().next();
    }

    @Override
    public String toString() {
        return "CustomerDataKeys" + keys.keySet();
    }
}
