package io.tillstream.dispatcher.check;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.dispatch.OrderMessage;
import io.tillstream.dispatcher.dispatch.Purchases;
import io.tillstream.dispatcher.dispatch.Suppression;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.Flaws;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.OrderReader;
import io.tillstream.dispatcher.order.SealBroken;
import io.tillstream.dispatcher.order.SealedCustomer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a dispatcher without withdrawals, routes and test settings makes of one message. Nothing is sent and nothing is written. */
final class MessageCheck {

    private static final OrderReader READER = new OrderReader(JsonMapper.shared());
    private static final Customer UNKNOWN =
            new Customer(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable CapiEvent event;

    private MessageCheck() {}

    /**
     * Checks a message.
     *
     * @param type its header ce_type; null when it is not known
     * @param seal null when the customer cannot be unsealed, for want of keys
     */
    static MessageCheck of(byte[] message, @Nullable String type, @Nullable CustomerSeal seal, Instant now) {
        MessageCheck check = new MessageCheck();
        check.problems.addAll(Flaws.of(message));
        switch (OrderMessage.read(Origin.unplaced(message, type), READER)) {
            case OrderMessage.Unreadable unreadable -> {
                if (check.problems.isEmpty()) {
                    check.problems.add(unreadable.detail());
                }
            }
            case OrderMessage.Order order -> {
                if (type == null) {
                    check.notes.add(
                            "The Kafka header ce_type of this message must be " + OrderMessage.type(order.order()));
                }
                check.order(order.order(), seal, now);
            }
        }
        return check;
    }

    private void order(OrderCompleted order, @Nullable CustomerSeal seal, Instant now) {
        age(order, now);
        if (!order.livemode()) {
            notes.add("livemode is false: only a dispatcher with test settings sends the event");
        }
        SealedCustomer sealed = order.customer();
        if (!order.consented()) {
            nothing(Suppression.NO_CONSENT);
            if (sealed != null) {
                notes.add("customer is there, but without consent it is not needed. Leave it out");
            }
        } else if (order.madeByTheShop()) {
            nothing(Suppression.INTERNAL);
        } else if (sealed != null && seal != null) {
            unsealed(order, sealed, seal);
        } else {
            notes.add("The seal was not opened, because CUSTOMER_DATA_KEYS is not set. user_data is empty here");
            event = Purchases.event(order, HashedCustomer.of(UNKNOWN));
        }
    }

    private void unsealed(OrderCompleted order, SealedCustomer sealed, CustomerSeal seal) {
        try {
            Customer customer = seal.open(sealed);
            for (String field : seal.unknownFields(sealed)) {
                problems.add("customer has the field " + field
                        + " inside the seal, which is no field of the contract. Leave it out, or correct its name");
            }
            HashedCustomer hashed = HashedCustomer.of(customer);
            for (String field : hashed.unusable()) {
                notes.add(field + " is left out, because the customer's value for it cannot be right");
            }
            Suppression unfit = Purchases.unfit(order, customer, hashed);
            if (unfit != null) {
                problems.add("The dispatcher suppresses it as " + unfit.text() + ": " + unfit.meaning());
            }
            event = Purchases.event(order, hashed);
        } catch (SealBroken e) {
            problems.add("customer: " + e.getMessage());
        }
    }

    private void age(OrderCompleted order, Instant now) {
        Duration age = Duration.between(order.paidAt(), now);
        Duration oldest = Purchases.oldest(order);
        if (age.compareTo(oldest) > 0) {
            notes.add("paidAt is " + age.toDays() + " days ago. Meta takes this event for " + oldest.toDays()
                    + " days, so today the dispatcher dead-letters it");
        } else if (age.isNegative()) {
            notes.add(
                    "paidAt is in the future. The dispatcher waits up to two hours for it, and dead-letters it if it is"
                            + " later");
        }
    }

    private void nothing(Suppression reason) {
        notes.add("Meta gets nothing. The dispatcher suppresses it as " + reason.text() + ": " + reason.meaning());
    }

    /** A sentence for each thing that is wrong; empty when the message is right. */
    List<String> problems() {
        return problems;
    }

    /** What is good to know, and not wrong. */
    List<String> notes() {
        return notes;
    }

    /** The event that Meta gets; null when it gets none, or when the message cannot be read. */
    @Nullable
    CapiEvent event() {
        return event;
    }
}
