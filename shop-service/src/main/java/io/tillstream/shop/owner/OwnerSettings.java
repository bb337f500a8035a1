package io.tillstream.shop.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Who may see orders and change products. Nobody by default.
 *
 * @param owners each as name:password; a password is 12 characters or longer, or its hash as {bcrypt}$2a$...
 */
@ConfigurationProperties("shop.owner")
record OwnerSettings(@DefaultValue({}) List<String> owners) {

    private static final int SHORTEST = 12;
    private static final int MOST_BYTES = 72;

    OwnerSettings {
        for (String owner : owners) {
            int colon = owner.indexOf(':');
            Assert.isTrue(
                    colon > 0,
                    "SHOP_OWNERS has an entry without a colon; it is name:password, with commas between people");
            String password = owner.substring(colon + 1);
            Assert.isTrue(
                    password.startsWith("{bcrypt}") || password.length() >= SHORTEST,
                    "SHOP_OWNERS: the password of '" + owner.substring(0, colon) + "' is shorter than " + SHORTEST
                            + " characters");
            Assert.isTrue(
                    password.startsWith("{bcrypt}") || password.getBytes(UTF_8).length <= MOST_BYTES,
                    "SHOP_OWNERS: the password of '" + owner.substring(0, colon) + "' is longer than " + MOST_BYTES
                            + " bytes, beyond which bcrypt does not look");
        }
        owners = List.copyOf(owners);
    }

    /** Passwords by name. */
    Map<String, String> passwords() {
        Map<String, String> passwords = new LinkedHashMap<>();
        owners.forEach(owner -> {
            int colon = owner.indexOf(':');
            passwords.put(owner.substring(0, colon), owner.substring(colon + 1));
        });
        return passwords;
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "OwnerSettings" + passwords().keySet();
    }
}
