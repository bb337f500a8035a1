package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import io.tillstream.dispatcher.order.OrderCompleted;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the event of an order, a Purchase or the start of a subscription, and knows what Meta wants of it. */
public final class Purchases {

    /** Meta refuses a whole request because of one event that is older. */
    private static final Duration OLDEST = Duration.ofDays(7);

    /** The same for an event with the action source physical_store (developers.facebook.com, Conversions API, Support). */
    private static final Duration OLDEST_IN_STORE = Duration.ofDays(62);

    /** How crawlers name themselves. */
    private static final Pattern CRAWLER =
            Pattern.compile("compatible;[^)]*(bot|crawler|spider)", Pattern.CASE_INSENSITIVE);

    private Purchases() {}

    /** The age after which Meta takes the order no more. */
    public static Duration oldest(OrderCompleted order) {
        return order.inStore() ? OLDEST_IN_STORE : OLDEST;
    }

    /**
     * Why Meta has no use for the event of this customer; null when it has.
     *
     * @param hashed the same customer
     */
    public static @Nullable Suppression unfit(OrderCompleted order, Customer customer, HashedCustomer hashed) {
        String userAgent = customer.userAgent();
        if (userAgent == null || userAgent.isBlank()) {
            if (order.onWebsite()) {
                return Suppression.NO_USER_AGENT;
            }
        } else if (crawls(userAgent)) {
            return Suppression.CRAWLER;
        }
        return hashed.matchable() ? null : Suppression.UNMATCHABLE;
    }

    private static boolean crawls(String userAgent) {
        return (userAgent.contains("compatible;") && CRAWLER.matcher(userAgent).find())
                || userAgent.contains("facebookexternalhit")
                || userAgent.contains("Facebot");
    }

    public static CapiEvent event(OrderCompleted order, HashedCustomer customer) {
        return new CapiEvent(
                order.eventName(),
                order.eventId(),
                order.paidAt(),
                order.where(),
                page(order.sourceUrl()),
                site(order.referrerUrl()),
                customer,
                value(order),
                order.orderId(),
                order.items().stream()
                        .map(item -> new CapiEvent.Content(item.sku(), item.quantity(), item.unitPrice()))
                        .toList(),
                segmentation(order.customerSegmentation()),
                limits(order.dataProcessing()));
    }

    /** The address of a page without its query and fragment, where shops may have written anything. */
    private static @Nullable String page(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int end = end(address, 0, false);
        return end == address.length() ? address : address.substring(0, end);
    }

    /** The site of an address, scheme and host; null when it has another form, or a name before the host. */
    private static @Nullable String site(@Nullable String address) {
        int host = address == null ? -1 : address.indexOf("://");
        if (address == null || host < 0) {
            return null;
        }
        int end = end(address, host + 3, true);
        int at = address.indexOf('@', host);
        return at >= 0 && at < end ? null : address.substring(0, end);
    }

    /** Index of the query or the fragment, or of the path too; the length when there is none. */
    private static int end(String address, int from, boolean orPath) {
        for (int at = from; at < address.length(); at++) {
            char c = address.charAt(at);
            if (c == '?' || c == '#' || (orPath && c == '/')) {
                return at;
            }
        }
        return address.length();
    }

    private static CapiEvent.@Nullable Money value(OrderCompleted order) {
        BigDecimal value = order.value();
        return value == null ? null : new CapiEvent.Money(value, order.currency());
    }

    /** In Meta's words; null for none, and for a value that is not known here. */
    private static @Nullable String segmentation(@Nullable String of) {
        return of == null
                ? null
                : switch (of) {
                    case "new" -> "new_customer_to_business";
                    case "existing" -> "existing_customer_to_business";
                    default -> null;
                };
    }

    private static CapiEvent.@Nullable DataProcessing limits(OrderCompleted.@Nullable DataProcessing limits) {
        return limits == null ? null : new CapiEvent.DataProcessing(limits.options(), limits.country(), limits.state());
    }
}
