package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.LineItem;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentLink;
import com.stripe.model.Price;
import com.stripe.model.checkout.Session;
import com.stripe.param.PaymentLinkCreateParams;
import com.stripe.param.PaymentLinkLineItemListParams;
import com.stripe.param.PaymentLinkUpdateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionLineItemListParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payment Links, products and prices, and line items. */
class StripeLinksIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;
    private final Links links = new Links(stripe);

    @Test
    void a_payment_link_opens_a_session_with_its_metadata_and_the_visitors_reference() throws Exception {
        PaymentLink link = links.forMug(RunningStripe.SHOP + "/thanks?session_id={CHECKOUT_SESSION_ID}");
        String id = links.opens(link, "?client_reference_id=ts_abc-1&prefilled_email=jo%40example.com");
        assertThat(stripe.looks("/c/pay/" + id)).contains("jo@example.com");

        HttpResponse<String> paid = stripe.posts("/c/pay/" + id, "card=good&email=jo@example.com&name=Jo&country=SG");

        assertThat(paid.headers().firstValue("Location")).hasValue(RunningStripe.SHOP + "/thanks?session_id=" + id);
        Session session = stripe.session(
                id,
                SessionRetrieveParams.builder()
                        .addExpand("payment_link")
                        .addExpand("payment_intent")
                        .build());
        assertThat(session.getClientReferenceId()).isEqualTo("ts_abc-1");
        assertThat(session.getMetadata()).isEqualTo(Map.of("site", "mugs"));
        assertThat(session.getPaymentLinkObject().getUrl()).endsWith("/b/" + link.getId());
        assertThat(session.getMode()).isEqualTo("payment");
        assertThat(session.getPaymentStatus()).isEqualTo("paid");
        assertThat(session.getCustomer()).isNull();
        PaymentIntent intent = session.getPaymentIntentObject();
        assertThat(shop.lastType(intent.getId())).isNotEmpty();
        assertThat(stripe.client()
                        .v1()
                        .checkout()
                        .sessions()
                        .list(SessionListParams.builder()
                                .setPaymentLink(link.getId())
                                .build())
                        .getData())
                .extracting(Session::getId)
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?client_reference_id=a%40b.com", "?client_reference_id=a%20b", "?client_reference_id="})
    void a_reference_that_stripe_does_not_allow_is_dropped_silently(String query) throws Exception {
        String id = links.opens(links.forMug(null), query);

        assertThat(stripe.session(id, SessionRetrieveParams.builder().build()).getClientReferenceId())
                .isNull();
    }

    @Test
    void a_reference_of_201_characters_is_dropped_and_one_of_200_is_kept() throws Exception {
        PaymentLink link = links.forMug(null);
        String kept = links.opens(link, "?client_reference_id=" + "a".repeat(200));
        String dropped = links.opens(link, "?client_reference_id=" + "a".repeat(201));

        SessionRetrieveParams all = SessionRetrieveParams.builder().build();
        assertThat(stripe.session(kept, all).getClientReferenceId()).hasSize(200);
        assertThat(stripe.session(dropped, all).getClientReferenceId()).isNull();
    }

    @Test
    void a_link_without_a_page_of_the_shop_ends_on_a_page_that_confirms() throws Exception {
        String id = links.opens(links.forMug(null), "");
        String done = stripe.posts("/c/pay/" + id, "card=good&email=jo@example.com")
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(done).endsWith("/c/done/" + id);
        assertThat(stripe.looks("/c/done/" + id)).contains("Thanks for your payment");
    }

    @Test
    void buy_buttons_and_pricing_tables_open_the_link_with_the_same_id() throws Exception {
        PaymentLink link = links.forMug(null);
        for (String prefix : List.of("buy_btn_", "prctbl_")) {
            String id = links.opens(prefix + link.getId().substring("plink_".length()), "?client_reference_id=x");
            assertThat(stripe.session(id, SessionRetrieveParams.builder().build())
                            .getPaymentLink())
                    .isEqualTo(link.getId());
        }
        assertThat(stripe.looks("/v3/buy-button.js")).contains("stripe-buy-button");
        assertThat(stripe.looks("/v3/pricing-table.js")).contains("stripe-pricing-table");
    }

    @Test
    void a_link_that_was_switched_off_opens_nothing() throws Exception {
        PaymentLink link = links.forMug(null);
        assertThat(stripe.client()
                        .v1()
                        .paymentLinks()
                        .update(
                                link.getId(),
                                PaymentLinkUpdateParams.builder()
                                        .setActive(false)
                                        .build())
                        .getActive())
                .isFalse();

        assertThat(stripe.looks("/b/" + link.getId())).contains("no longer active");
    }

    @Test
    void the_goods_of_a_link_and_its_sessions_have_the_products_metadata_on_request() throws Exception {
        Price price = links.price("Mug", 1100, null, Map.of("sku", "enamel-mug"));
        PaymentLink link = stripe.client()
                .v1()
                .paymentLinks()
                .create(PaymentLinkCreateParams.builder()
                        .addLineItem(PaymentLinkCreateParams.LineItem.builder()
                                .setPrice(price.getId())
                                .setQuantity(2L)
                                .build())
                        .addExpand("line_items")
                        .build());
        assertThat(link.getLineItems().getData()).singleElement().satisfies(item -> {
            assertThat(item.getAmountTotal()).isEqualTo(2200);
            assertThat(item.getPrice().getId()).isEqualTo(price.getId());
            assertThat(item.getPrice().getProduct()).isEqualTo(price.getProduct());
            assertThat(item.getPrice().getProductObject()).isNull();
        });
        assertThat(stripe.client()
                        .v1()
                        .paymentLinks()
                        .lineItems()
                        .list(
                                link.getId(),
                                PaymentLinkLineItemListParams.builder().build())
                        .getData())
                .hasSize(1);

        Session session = stripe.session(
                links.opens(link, ""),
                SessionRetrieveParams.builder()
                        .addExpand("line_items.data.price.product")
                        .build());

        LineItem item = session.getLineItems().getData().getFirst();
        assertThat(item.getPrice().getProductObject().getMetadata()).isEqualTo(Map.of("sku", "enamel-mug"));
        assertThat(stripe.client().v1().products().retrieve(price.getProduct()).getName())
                .isEqualTo("Mug");
    }

    @Test
    void more_than_a_hundred_line_items_are_read_page_by_page() throws Exception {
        stripe.posts("/sandbox/foreign?lines=230", "");
        Session session = stripe.client()
                .v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder()
                        .setLimit(1L)
                        .addExpand("data.line_items")
                        .build())
                .getData()
                .getFirst();
        assertThat(session.getLineItems().getData()).hasSize(10);
        assertThat(session.getLineItems().getHasMore()).isTrue();

        var lines = stripe.client().v1().checkout().sessions().lineItems();
        SessionLineItemListParams page =
                SessionLineItemListParams.builder().setLimit(100L).build();
        assertThat(lines.list(session.getId(), page).getData()).hasSize(100);
        assertThat(lines.list(session.getId(), page).autoPagingIterable())
                .extracting(LineItem::getId)
                .hasSize(230)
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> lines.list(
                        session.getId(),
                        SessionLineItemListParams.builder().setLimit(101L).build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_recurring_price_needs_a_session_for_a_subscription() throws Exception {
        Price price = links.price("Club", 900, "month", Map.of());

        assertThatThrownBy(() -> stripe.opens(SessionCreateParams.builder()
                        .setMode(SessionCreateParams.Mode.PAYMENT)
                        .setSuccessUrl(RunningStripe.SHOP)
                        .addLineItem(SessionCreateParams.LineItem.builder()
                                .setPrice(price.getId())
                                .setQuantity(1L)
                                .build())
                        .build()))
                .hasMessageContaining("recurring price");
    }
}
