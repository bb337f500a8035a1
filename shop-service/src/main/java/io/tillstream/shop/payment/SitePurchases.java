package io.tillstream.shop.payment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.context.SiteSettings;
import io.tillstream.shop.limit.Allowance;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Sale;
import io.tillstream.shop.pixel.PixelSettings;
import io.tillstream.shop.refund.MoneyBack;
import io.tillstream.shop.refund.OrderMoney;
import io.tillstream.shop.storefront.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpRequestHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the thanks page of another site which Purchase its Pixel sends: the same that the server sends. It says nothing of the
 * customer. It is no controller, because controllers receive the storefront's visitor and set this storefront's cookies.
 */
@Component("/v1/purchases")
class SitePurchases implements HttpRequestHandler {

    private static final Logger log = LoggerFactory.getLogger(SitePurchases.class);

    private static final Answer WAITING = new Answer("waiting", null, null, null);
    private static final Answer NONE = new Answer("none", null, null, null);

    private final SiteSettings site;
    private final ReturningShoppers shoppers;
    private final Orders orders;
    private final MoneyBack moneyBack;
    private final BrowserPurchases purchases;
    private final PixelSettings pixel;
    private final JsonMapper json;
    private final MeterRegistry registry;

    /** Per IP address, how often Stripe is asked about a session that we do not know. */
    private final Allowance<String> questions = new Allowance<>(3, Duration.ofSeconds(10));

    SitePurchases(
            SiteSettings site,
            ReturningShoppers shoppers,
            Orders orders,
            MoneyBack moneyBack,
            BrowserPurchases purchases,
            PixelSettings pixel,
            JsonMapper json,
            MeterRegistry registry) {
        this.site = site;
        this.shoppers = shoppers;
        this.orders = orders;
        this.moneyBack = moneyBack;
        this.purchases = purchases;
        this.pixel = pixel;
        this.json = json;
        this.registry = registry;
        // Each starts at 0: Prometheus does not see the first increase of a new counter.
        List.of("paid", "waiting", "none").forEach(this::count);
    }

    /**
     * The answer to a thanks page.
     *
     * @param state    paid, waiting or none
     * @param eventId  id of the Purchase; null unless the Pixel sends it now
     * @param value    in major units
     * @param currency ISO 4217
     */
    private record Answer(
            String state,
            @Nullable String eventId,
            @Nullable BigDecimal value,
            @Nullable String currency) {}

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!"GET".equals(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, "GET");
            response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
        } else if (site.origins().isEmpty() || (origin != null && !site.allows(origin))) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
        } else {
            answer(request, response);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer;
        try {
            answer = of(
                    request.getParameter("session_id"),
                    request.getParameter("reference"),
                    site.allows(request.getHeader(HttpHeaders.ORIGIN)),
                    request.getRemoteAddr());
        } catch (DataAccessException | TransactionException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("The Purchase of a thanks page could not be read");
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        count(answer.state()).increment();
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }

    /** @param known whether the request comes from a page of SITE_ORIGINS; only then Stripe is asked about an unknown session */
    private Answer of(@Nullable String sessionId, @Nullable String reference, boolean known, String address) {
        if (sessionId == null || !StripeId.SESSION.fits(sessionId)) {
            return NONE;
        }
        Optional<Order> order = orders.findBySession(sessionId);
        if (order.isPresent()) {
            return of(shoppers.settled(order.get()), reference);
        }
        if (!known || !questions.takes(ClientAddress.network(address))) {
            return WAITING;
        }
        return switch (shoppers.ask(sessionId)) {
            case SettleResult.Known settled -> of(settled.order(), reference);
            case SettleResult.NotOurs notOurs -> NONE;
            case SettleResult.Unreachable unreachable -> WAITING;
        };
    }

    private Answer of(Order order, @Nullable String reference) {
        if (order.state() == State.PENDING || order.state() == State.AWAITING) {
            return WAITING;
        }
        if (order.sale() != null && order.sale().event() != Sale.Event.PURCHASE) {
            // The server sends a StartTrial or a Subscribe.
            return NONE;
        }
        String visitor = order.visitor().id();
        Optional<OrderMoney> money = moneyBack.of(order.id());
        if (order.state() != State.PAID
                || money.isEmpty()
                || !pixel.takes(order.livemode())
                // In another browser than the buyer's, the Pixel would report another visitor.
                || (visitor != null && !visitor.equals(reference))
                || !purchases.take(order, money.get())) {
            return NONE;
        }
        return new Answer(
                "paid",
                order.eventId(),
                money.get().gross().majorUnits(),
                money.get().gross().currency());
    }

    private Counter count(String state) {
        return registry.counter("shop.site.purchases", "state", state);
    }
}
