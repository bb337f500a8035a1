package io.tillstream.shop.order;

import java.util.Base64;
import org.springframework.util.Assert;

/** The key that seals customers: the first of {@code CUSTOMER_DATA_KEYS}. The others only open, and the shop opens nothing. */
record CustomerDataKeys(String sealingId, byte[] sealingKey) {

    private static final String HOW =
            " Make one with: echo \"k1:$(openssl rand -base64 32)\" and give the same value to both services.";

    /**
     * @param text {@code kid:base64[,kid:base64...]}, each key 32 bytes
     * @throws IllegalArgumentException when the text is empty or not of this form; the message holds no key
     */
    static CustomerDataKeys parse(String text) {
        Assert.hasText(text, "CUSTOMER_DATA_KEYS is missing: without it customers cannot be sealed." + HOW);
        CustomerDataKeys first = null;
        for (String entry : text.trim().split("\\s*,\\s*", -1)) {
            CustomerDataKeys key = one(entry);
            first = first == null ? key : first;
        }
        Assert.state(first != null, "A text that is not blank has an entry");
        return first;
    }

    private static CustomerDataKeys one(String entry) {
        int colon = entry.indexOf(':');
        Assert.isTrue(colon > 0, "CUSTOMER_DATA_KEYS has an entry without a key id before a colon." + HOW);
        String id = entry.substring(0, colon);
        byte[] key;
        try {
            key = Base64.getDecoder().decode(entry.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("CUSTOMER_DATA_KEYS: key '" + id + "' is not base64." + HOW, e);
        }
        Assert.isTrue(
                key.length == 32,
                "CUSTOMER_DATA_KEYS: key '" + id + "' has " + key.length + " bytes; AES-256 takes 32." + HOW);
        return new CustomerDataKeys(id, key);
    }

    @Override
    public String toString() {
        return "CustomerDataKeys[" + sealingId + "]";
    }
}
