package io.tillstream.shop.cart;

import io.tillstream.shop.storefront.SignedCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Keeps the cart in the visitor's browser. */
@Component
public class CartCookie {

    private static final String NAME = "cart";
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final SignedCookies cookies;

    CartCookie(SignedCookies cookies) {
        this.cookies = cookies;
    }

    /** The visitor's cart; empty when there is no cookie, or its signature is not ours. */
    public Cart read(HttpServletRequest request) {
        return cookies.read(request, NAME).map(CartCookie::parse).orElse(Cart.EMPTY);
    }

    public void write(HttpServletResponse response, Cart cart) {
        String content = cart.quantities().isEmpty()
                ? ""
                : Stream.concat(
                                Stream.of(cart.id().toString()),
                                cart.quantities().entrySet().stream()
                                        .map(line -> line.getKey() + ":" + line.getValue()))
                        .collect(Collectors.joining("/"));
        cookies.write(response, NAME, content, REMEMBERED);
    }

    /** Parses what {@link #write} wrote. The signature is checked before, so the format is valid. */
    private static Cart parse(String content) {
        String[] parts = content.split("/", -1);
        LinkedHashMap<String, Integer> quantities = new LinkedHashMap<>();
        Arrays.stream(parts).skip(1).forEach(line -> {
            int colon = line.lastIndexOf(':');
            quantities.put(line.substring(0, colon), Integer.valueOf(line.substring(colon + 1)));
        });
        return new Cart(UUID.fromString(parts[0]), quantities);
    }
}
