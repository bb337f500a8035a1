package io.tillstream.shop.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives every customer an id that stays the same from order to order, and from which nobody without the salt finds the
 * e-mail address again: HMAC-SHA256.
 */
@Component
class CustomerIds {

    private final SecretKeySpec key;

    CustomerIds(SealSettings settings) {
        byte[] salt = settings.customerIdSalt().isEmpty()
                ? settings.keys().sealingKey()
                : settings.customerIdSalt().getBytes(UTF_8);
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(salt, "HmacSHA256"), "customer id"), "HmacSHA256");
    }

    /** @return null when there is no e-mail address */
    @Nullable
    String of(@Nullable String email) {
        return email == null
                ? null
                : HexFormat.of().formatHex(hmac(key, email.strip().toLowerCase(Locale.ROOT)), 0, 16);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
