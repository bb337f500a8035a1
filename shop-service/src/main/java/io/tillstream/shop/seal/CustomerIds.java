package io.tillstream.shop.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Derives a customer's id from the e-mail address by HMAC-SHA256. It is the same for every order; without the salt the
 * address cannot be found from it.
 */
@Component
public class CustomerIds {

    private final SecretKeySpec key;

    CustomerIds(SealSettings settings) {
        byte[] salt = settings.customerIdSalt().isEmpty()
                ? settings.keys().sealingKey()
                : CustomerDataKeys.key(settings.customerIdSalt())
                        .orElseGet(() -> settings.customerIdSalt().getBytes(UTF_8));
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(salt, "HmacSHA256"), "customer id"), "HmacSHA256");
    }

    /** @return null when there is no e-mail address */
    public @Nullable String of(@Nullable String email) {
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
