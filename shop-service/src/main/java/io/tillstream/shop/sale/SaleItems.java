package io.tillstream.shop.sale;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.LineItem;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.checkout.Session;
import com.stripe.param.InvoiceLineItemListParams;
import com.stripe.param.checkout.SessionLineItemListParams;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.stripe.StripeListing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what was sold. */
@Component
class SaleItems {

    private static final String SKU = "sku";

    private final StripeClient stripe;

    SaleItems(StripeClient stripe) {
        this.stripe = stripe;
    }

    /**
     * What was sold.
     *
     * @param items    at least one
     * @param products ids of Stripe's products
     * @param period   what one period of a subscription costs; null when it is not known, and when none is sold
     */
    record Sold(
            List<OrderItem> items,
            Set<String> products,
            @Nullable Money period) {

        Money total() {
            return items.stream().map(OrderItem::total).reduce(Money::plus).orElseThrow();
        }

        static Sold one(String sku, String name, Money price) {
            return new Sold(List.of(new OrderItem(sku, name, 1, price)), Set.of(), null);
        }
    }

    /** All line items of a Checkout Session. */
    Sold ofSession(Session session) throws StripeException {
        List<LineItem> lines = new ArrayList<>();
        Set<String> products = new HashSet<>();
        StripeListing.read(
                after -> stripe.v1()
                        .checkout()
                        .sessions()
                        .lineItems()
                        .list(
                                session.getId(),
                                SessionLineItemListParams.builder()
                                        .setLimit(StripeListing.PAGE)
                                        .setStartingAfter(after)
                                        .addExpand("data.price.product")
                                        .build()),
                line -> {
                    lines.add(line);
                    if (line.getPrice() != null && line.getPrice().getProduct() != null) {
                        products.add(line.getPrice().getProduct());
                    }
                });
        // In a free trial a line may have the price of later periods, of which nothing is paid now.
        boolean free = session.getSubscription() != null && Long.valueOf(0).equals(session.getAmountSubtotal());
        return new Sold(lines.stream().map(line -> item(line, free)).toList(), products, PeriodPrice.of(lines));
    }

    private static OrderItem item(LineItem line, boolean free) {
        Price price = line.getPrice();
        String sku = price == null ? line.getId() : sku(price);
        return item(
                sku,
                line.getDescription(),
                Objects.requireNonNullElse(line.getQuantity(), 1L),
                Money.ofStripe(
                        free ? 0 : Objects.requireNonNullElse(line.getAmountSubtotal(), 0L), line.getCurrency()));
    }

    private static String sku(Price price) {
        Product product = price.getProductObject();
        String ofProduct = product == null || product.getMetadata() == null
                ? null
                : product.getMetadata().get(SKU);
        return sku(ofProduct, Objects.requireNonNullElse(price.getProduct(), price.getId()));
    }

    /** A seller's own product code; the other one where there is none, or it is an e-mail address. */
    static String sku(@Nullable String own, String otherwise) {
        return own == null || own.isBlank() || own.contains("@") ? otherwise : own;
    }

    /**
     * A line as an item. Where its amount is not a multiple of its quantity, as with tiered prices, the whole line is one
     * piece. A name with an e-mail address is left out: items are not sealed.
     */
    private static OrderItem item(String sku, @Nullable String name, long quantity, Money amount) {
        boolean divides = quantity > 0 && quantity <= Integer.MAX_VALUE && amount.minorUnits() % quantity == 0;
        return new OrderItem(
                sku,
                name == null || name.isBlank() || name.contains("@") ? sku : name,
                divides ? Math.toIntExact(quantity) : 1,
                divides ? new Money(amount.minorUnits() / quantity, amount.currency()) : amount);
    }

    /** The lines of an invoice; the whole invoice as one item where a line is a credit, as after a change of plan. */
    Sold ofInvoice(Invoice invoice) throws StripeException {
        List<InvoiceLineItem> lines = new ArrayList<>();
        StripeListing.read(
                after -> stripe.v1()
                        .invoices()
                        .lineItems()
                        .list(
                                invoice.getId(),
                                InvoiceLineItemListParams.builder()
                                        .setLimit(StripeListing.PAGE)
                                        .setStartingAfter(after)
                                        .build()),
                lines::add);
        Money subtotal = Money.ofStripe(invoice.getSubtotal(), invoice.getCurrency());
        boolean plain = !lines.isEmpty()
                && lines.stream().allMatch(line -> line.getAmount() >= 0)
                && lines.stream().mapToLong(InvoiceLineItem::getAmount).sum() == subtotal.minorUnits();
        Set<String> products = new HashSet<>();
        lines.stream().map(SaleItems::product).filter(Objects::nonNull).forEach(products::add);
        return plain
                ? new Sold(lines.stream().map(SaleItems::item).toList(), products, null)
                : new Sold(
                        List.of(new OrderItem("invoice", "Invoice " + invoice.getNumber(), 1, subtotal)),
                        products,
                        null);
    }

    private static OrderItem item(InvoiceLineItem line) {
        String sku = Objects.requireNonNullElse(product(line), "invoice");
        return item(
                sku,
                // Not its description, in which a person wrote what they liked.
                sku,
                Objects.requireNonNullElse(line.getQuantity(), 1L),
                Money.ofStripe(line.getAmount(), line.getCurrency()));
    }

    private static @Nullable String product(InvoiceLineItem line) {
        return line.getPricing() == null || line.getPricing().getPriceDetails() == null
                ? null
                : line.getPricing().getPriceDetails().getProduct();
    }
}
