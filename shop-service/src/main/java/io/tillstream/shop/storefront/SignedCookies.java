package io.tillstream.shop.storefront;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Cookies signed with HMAC-SHA256. They keep state in the browser, so that the servers need not. */
@Component
public class SignedCookies {

    private final StorefrontSettings storefront;
    private volatile List<String> secrets;

    public SignedCookies(CookieSettings settings, StorefrontSettings storefront) {
        this.secrets = settings.secrets();
        this.storefront = storefront;
    }

    /** @param text the secrets, with commas between */
    void use(String text) {
        secrets = new CookieSettings(List.of(text.split(","))).secrets();
    }

    /** The content of a cookie; empty when there is none, or its signature is not ours. */
    public Optional<String> read(HttpServletRequest request, String name) {
        Cookie cookie = WebUtils.getCookie(request, name);
        String value = cookie == null ? "" : cookie.getValue();
        int dot = value.lastIndexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String content = value.substring(0, dot);
        byte[] signature = value.substring(dot + 1).getBytes(UTF_8);
        return secrets.stream()
                        .anyMatch(secret -> MessageDigest.isEqual(
                                signature, sign(name, content, secret).getBytes(UTF_8)))
                ? Optional.of(content)
                : Optional.empty();
    }

    /**
     * Writes a cookie, or removes it when the content is empty.
     *
     * @param content only characters that RFC 6265 allows in a cookie
     */
    public void write(HttpServletResponse response, String name, String content, Duration remembered) {
        String value = content.isEmpty() ? "" : content + "." + sign(name, content, secrets.getFirst());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .maxAge(value.isEmpty() ? Duration.ZERO : remembered)
                        .sameSite("Lax")
                        .httpOnly(true)
                        .secure(storefront.secure())
                        .build()
                        .toString());
    }

    private static String sign(String name, String content, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // The name is part of the key, so that a signature is valid for one cookie only.
            mac.init(new SecretKeySpec((name + " cookie " + secret).getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
