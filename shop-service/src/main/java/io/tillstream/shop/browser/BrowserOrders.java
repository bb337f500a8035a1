package io.tillstream.shop.browser;

import io.tillstream.shop.storefront.SignedCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The orders that were placed in this browser, kept in a signed cookie. They are shown nowhere else. */
@Component
public class BrowserOrders {

    private static final String NAME = "orders";
    private static final Duration REMEMBERED = Duration.ofDays(180);
    private static final int MOST = 40;

    private final SignedCookies cookies;

    BrowserOrders(SignedCookies cookies) {
        this.cookies = cookies;
    }

    /** Ids of the orders, newest first. */
    public List<UUID> read(HttpServletRequest request) {
        return cookies.read(request, NAME).stream()
                .flatMap(content -> Arrays.stream(content.split("/")))
                .map(UUID::fromString)
                .toList();
    }

    public boolean contain(HttpServletRequest request, UUID orderId) {
        return read(request).contains(orderId);
    }

    /** Adds an order; when the cookie is full, the oldest one is dropped. */
    public void add(HttpServletRequest request, HttpServletResponse response, UUID orderId) {
        List<UUID> ids = new ArrayList<>(read(request));
        ids.remove(orderId);
        ids.addFirst(orderId);
        String content = ids.stream().limit(MOST).map(UUID::toString).collect(Collectors.joining("/"));
        cookies.write(response, NAME, content, REMEMBERED);
    }
}
