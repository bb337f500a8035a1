package io.tillstream.shop.payment;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.ProductData;
import com.stripe.param.checkout.SessionLineItemListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.sale.SalesSettings;
import io.tillstream.shop.sale.StripeSales;
import io.tillstream.shop.storefront.StorefrontSettings;
import io.tillstream.shop.stripe.StripeSettings;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Opens, reads and ends Stripe's Checkout Sessions. */
@Component
class StripeCheckout {

    /** Key of the product code in a product's metadata. */
    static final String SKU = "sku";

    private static final long MOST_LINES = 100;

    private final StripeClient stripe;
    private final StorefrontSettings storefront;
    private final CheckoutSettings settings;
    private final SessionMark mark;
    private final SalesSettings sales;
    private final StripeSales stripeSales;
    private final Timer answers;

    StripeCheckout(
            StripeClient stripe,
            StorefrontSettings storefront,
            CheckoutSettings settings,
            SessionMark mark,
            SalesSettings sales,
            StripeSales stripeSales,
            StripeSettings stripeSettings,
            MeterRegistry registry) {
        Assert.isTrue(
                !stripeSettings.live() || storefront.onInternet(),
                "PUBLIC_BASE_URL is '" + storefront.publicBaseUrl()
                        + "', which no shopper can reach, but STRIPE_SECRET_KEY is a live key. Set it to the address"
                        + " shoppers type, or use a key that begins with sk_test_");
        this.stripe = stripe;
        this.storefront = storefront;
        this.settings = settings;
        this.mark = mark;
        this.sales = sales;
        this.stripeSales = stripeSales;
        this.answers = Timer.builder("shop.stripe.answer")
                .description("How long Stripe takes to return a session")
                .register(registry);
    }

    /**
     * Opens a session. Within one attempt Stripe always gives the same answer, even if that was an error.
     *
     * @param language of the payment page
     * @param attempt  1 or more
     */
    Session open(Order order, Locale language, int attempt) throws StripeException {
        SessionCreateParams.Builder session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(order.id().toString())
                .putAllMetadata(mark.of(order))
                // Stripe does not copy it to the payment intent, which refunds and disputes refer to.
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putAllMetadata(SessionMark.ids(order))
                        .build())
                .setSuccessUrl(storefront.page("/thanks?session_id={CHECKOUT_SESSION_ID}"))
                .setCancelUrl(storefront.page("/cart?cancelled"))
                .setLocale(
                        language.getLanguage().equals("ja")
                                ? SessionCreateParams.Locale.JA
                                : SessionCreateParams.Locale.AUTO);
        settings.addTo(session);
        order.items().forEach(item -> session.addLineItem(lineItem(item)));
        return stripe.v1()
                .checkout()
                .sessions()
                .create(
                        session.build(),
                        RequestOptions.builder()
                                .setIdempotencyKey("order-" + order.id() + "-session-" + attempt)
                                .build());
    }

    /** The session as Stripe has it now, with its payment intent and charge, or its subscription's first invoice. */
    Session read(String sessionId) throws StripeException {
        Timer.Sample reading = Timer.start();
        try {
            return retrieve(sessionId);
        } finally {
            reading.stop(answers);
        }
    }

    private Session retrieve(String sessionId) throws StripeException {
        Session session = stripe.v1()
                .checkout()
                .sessions()
                .retrieve(
                        sessionId,
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge")
                                .build());
        if (sales.account() && "subscription".equals(session.getMode()) && session.getInvoice() != null) {
            session.setInvoiceObject(stripeSales.invoice(session.getInvoice()));
        }
        return session;
    }

    /** The line items of a session with price and product. A cart has at most 50, and Stripe returns up to 100. */
    List<com.stripe.model.LineItem> lines(String sessionId) throws StripeException {
        return stripe.v1()
                .checkout()
                .sessions()
                .lineItems()
                .list(
                        sessionId,
                        SessionLineItemListParams.builder()
                                .setLimit(MOST_LINES)
                                .addExpand("data.price.product")
                                .build())
                .getData();
    }

    PaymentIntent readIntent(String paymentIntentId) throws StripeException {
        return stripe.v1().paymentIntents().retrieve(paymentIntentId);
    }

    /** Ends a session, so that it can no longer be paid. */
    void expire(String sessionId) throws StripeException {
        stripe.v1().checkout().sessions().expire(sessionId);
    }

    private static LineItem lineItem(OrderItem item) {
        return LineItem.builder()
                .setQuantity((long) item.quantity())
                .setPriceData(PriceData.builder()
                        .setCurrency(item.unitPrice().currency().toLowerCase(Locale.ROOT))
                        .setUnitAmount(item.unitPrice().minorUnits())
                        .setProductData(ProductData.builder()
                                .setName(item.name())
                                .putMetadata(SKU, item.sku())
                                .build())
                        .build())
                .build();
    }
}
