package io.tillstream.shop.cart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.shop.visitor.StorefrontSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Keeps the cart in the visitor's browser, signed with HMAC-SHA256, so that no server needs to remember it. */
@Component
public class CartCookie {

    private static final String NAME = "cart";
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final CartSettings settings;
    private final StorefrontSettings storefront;

    CartCookie(CartSettings settings, StorefrontSettings storefront) {
        this.settings = settings;
        this.storefront = storefront;
    }

    /** The visitor's cart; empty when there is none or when it does not bear our signature. */
    public Cart read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, NAME);
        String value = cookie == null ? "" : cookie.getValue();
        int dot = value.lastIndexOf('.');
        if (dot < 1) {
            return Cart.EMPTY;
        }
        String content = value.substring(0, dot);
        byte[] signature = value.substring(dot + 1).getBytes(UTF_8);
        boolean ours = settings.secrets().stream()
                .anyMatch(secret ->
                        MessageDigest.isEqual(signature, sign(content, secret).getBytes(UTF_8)));
        return ours ? parse(content) : Cart.EMPTY;
    }

    public void write(HttpServletResponse response, Cart cart) {
        String content = cart.quantities().entrySet().stream()
                .map(line -> line.getKey() + ":" + line.getValue())
                .collect(Collectors.joining("/"));
        String value = content.isEmpty()
                ? ""
                : content + "." + sign(content, settings.secrets().getFirst());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, value)
                        .path("/")
                        .maxAge(value.isEmpty() ? Duration.ZERO : REMEMBERED)
                        .sameSite("Lax")
                        .httpOnly(true)
                        .secure(storefront.secure())
                        .build()
                        .toString());
    }

    /** Reads what {@link #write} wrote; the signature has been checked, so the form is known to be right. */
    private static Cart parse(String content) {
        LinkedHashMap<String, Integer> quantities = new LinkedHashMap<>();
        for (String line : content.split("/", -1)) {
            int colon = line.lastIndexOf(':');
            quantities.put(line.substring(0, colon), Integer.valueOf(line.substring(colon + 1)));
        }
        return new Cart(quantities);
    }

    private static String sign(String content, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // The purpose is part of the key, so that a cart's signature is good for nothing else.
            mac.init(new SecretKeySpec(("cart cookie " + secret).getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
