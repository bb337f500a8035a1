package io.tillstream.shop.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The owners, who may see orders and change products. There are none by default: then the log has a password.
 *
 * @param owners each as name:password. A password has at least 12 characters, or is a hash such as {bcrypt}$2a$...
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
                    "SHOP_OWNERS has an entry without a colon; each entry is name:password, separated by commas");
            String password = owner.substring(colon + 1);
            Assert.isTrue(
                    password.startsWith("{bcrypt}") || password.length() >= SHORTEST,
                    "SHOP_OWNERS: the password of '" + owner.substring(0, colon) + "' is shorter than " + SHORTEST
                            + " characters");
            Assert.isTrue(
                    password.startsWith("{bcrypt}") || password.getBytes(UTF_8).length <= MOST_BYTES,
                    "SHOP_OWNERS: the password of '" + owner.substring(0, colon) + "' is longer than " + MOST_BYTES
                            + " bytes; bcrypt ignores the rest");
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

    /** Without passwords, so that it may be logged. */
    @Override
    public String toString() {
        return "OwnerSettings" + passwords().keySet();
    }
}
