package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.OrderCompleted;
import org.jspecify.annotations.Nullable;

/** Makes the event of an order: a Purchase, or the start of a subscription. */
final class Purchases {

    private Purchases() {}

    static CapiEvent event(OrderCompleted order, HashedCustomer customer) {
        return new CapiEvent(
                order.eventName(),
                order.eventId(),
                order.paidAt(),
                order.where(),
                order.sourceUrl(),
                order.referrerUrl(),
                customer,
                order.valued() ? new CapiEvent.Money(order.total(), order.currency()) : null,
                order.orderId(),
                order.items().stream()
                        .map(item -> new CapiEvent.Content(item.sku(), item.quantity(), item.unitPrice()))
                        .toList(),
                segmentation(order.customerSegmentation()),
                limits(order.dataProcessing()));
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
