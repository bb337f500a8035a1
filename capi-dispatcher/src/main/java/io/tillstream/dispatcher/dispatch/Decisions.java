package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.capi.EncodedEvent;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.SealBroken;
import io.tillstream.dispatcher.order.SealedCustomer;
import io.tillstream.dispatcher.receipt.Sale;
import io.tillstream.dispatcher.withdrawal.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether an order goes to Meta, and as what. It changes nothing: it asks the clock, the withdrawals, the settings and the
 * customer's seal.
 */
@Component
class Decisions {

    /** For the way to Meta. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

    /**
     * An event so close to its limit goes alone: if Meta's clock is ahead and it refuses the event, no other event is refused with
     * it.
     */
    private static final Duration BRINK = Duration.ofHours(1);

    /** Meta accepts events that are so little ahead of its clock. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /** No clock of a shop is so far ahead; the time itself is wrong. */
    private static final Duration TOO_FAR_AHEAD = Duration.ofHours(2);

    /** A clock is seldom wrong by more than a time zone; an order further ahead does not wait for one. */
    private static final Duration CLOCK_MAY_BE_WRONG = Duration.ofHours(26);

    /** What orders paid in the future wait for. */
    static final String CLOCK = "clock";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Duration UNTIL_A_PERSON_ACTS = Duration.ofSeconds(30);

    private final CustomerSeal seal;
    private final Routing routing;
    private final Capi capi;
    private final Withdrawals withdrawals;
    private final Clock clock;

    Decisions(CustomerSeal seal, Routing routing, Capi capi, Withdrawals withdrawals, Clock clock) {
        this.seal = seal;
        this.routing = routing;
        // Makes the guard of each dataset, so that the shortest wait counts all of them from the start.
        routing.routes().forEach(route -> capi.wait(route.dataset()));
        this.capi = capi;
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    /** What happens to each of some prepared orders. Consent may have been withdrawn since they were prepared. */
    Plan plan(List<Preparation.Prepared> orders) {
        Plan plan = new Plan(capi.dataset());
        orders.forEach(each -> plan.add(
                each.incoming(),
                each.decision() instanceof Decision.Send && withdrawn(each.incoming())
                        ? new Decision.Suppress(Suppression.WITHDRAWN)
                        : each.decision()));
        return plan;
    }

    private boolean withdrawn(Incoming incoming) {
        Sale sale = incoming.sale();
        return sale != null && withdrawals.contain(incoming.id(), sale.orderId());
    }

    /** Never fails: an unforeseen exception about one order is a decision about that order alone. */
    Decision of(OrderMessage message) {
        try {
            return switch (message) {
                case OrderMessage.Unreadable unreadable ->
                    new Decision.DeadLetter(unreadable.reason(), unreadable.detail());
                case OrderMessage.Order order -> decide(order.order(), order.origin());
            };
        } catch (RuntimeException e) {
            // The exception's message may quote the customer, and is left out.
            return new Decision.DeadLetter(Reason.UNEXPECTED, unexpected(e), Lanes.UNEXPECTED);
        }
    }

    /** The class of an exception and its place, without its message. */
    static String unexpected(RuntimeException e) {
        StackTraceElement[] stack = e.getStackTrace();
        return e.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    private Decision decide(OrderCompleted order, Origin origin) {
        if (!order.consented()) {
            return new Decision.Suppress(Suppression.NO_CONSENT);
        }
        if (withdrawals.contain(order.eventId(), order.orderId())) {
            return new Decision.Suppress(Suppression.WITHDRAWN);
        }
        if (order.madeByTheShop()) {
            return new Decision.Suppress(Suppression.INTERNAL);
        }
        if (!order.livemode() && !capi.testing()) {
            return new Decision.Suppress(Suppression.TEST_ORDER);
        }
        if (order.livemode() && capi.testing()) {
            return new Decision.Hold(
                    "test_settings",
                    "A live order has come, but META_TEST_EVENT_CODE is set or META_API_BASE is not Meta's. Nothing is"
                            + " lost: live orders wait, others pass. Unset them and restart",
                    UNTIL_A_PERSON_ACTS);
        }
        Duration age = Duration.between(order.paidAt(), clock.instant());
        if (age.plus(ON_THE_WAY).compareTo(Purchases.oldest(order)) > 0) {
            return new Decision.DeadLetter(Reason.TOO_OLD, "Paid " + age.toDays() + " days ago, at " + order.paidAt());
        }
        if (age.plus(TOO_FAR_AHEAD).isNegative()) {
            Instant published = origin.time();
            if (published != null
                    && !published.plus(AHEAD).isBefore(order.paidAt())
                    && !age.plus(CLOCK_MAY_BE_WRONG).isNegative()) {
                return new Decision.Hold(
                        CLOCK,
                        "The shop has published an order hours ahead of this machine's clock, and after it was paid: the"
                                + " clock here is behind. Nothing is lost: orders wait. Set the clock",
                        UNTIL_A_PERSON_ACTS);
            }
            return new Decision.DeadLetter(
                    Reason.SCHEMA,
                    "paidAt lies ahead of the clock, at " + order.paidAt() + ". Compare the shop's clock");
        }
        if (age.plus(AHEAD).isNegative()) {
            Duration ahead = age.negated().minus(AHEAD);
            // This clock may be the wrong one, and may be corrected at any moment.
            return new Decision.Hold(CLOCK, "", ahead.compareTo(LOOK_AGAIN) < 0 ? ahead : LOOK_AGAIN);
        }
        try {
            return decide(order, seal.open(order.sealedCustomer()), age);
        } catch (SealBroken e) {
            return new Decision.DeadLetter(
                    e.keyUnknown() ? Reason.UNKNOWN_KEY : Reason.SEAL_BROKEN,
                    String.valueOf(e.getMessage()),
                    e.keyUnknown() ? e.unknownKey() : Lanes.SEALS);
        }
    }

    private Decision decide(OrderCompleted order, Customer customer, Duration age) {
        HashedCustomer hashed = HashedCustomer.of(customer);
        Suppression unfit = Purchases.unfit(order, customer, hashed);
        return unfit == null
                ? new Decision.Send(
                        EncodedEvent.of(Purchases.event(order, hashed)),
                        routing.datasets(order, customer.country(), capi.dataset()),
                        age.plus(BRINK).compareTo(Purchases.oldest(order)) > 0)
                : new Decision.Suppress(unfit);
    }

    /** The event of an order, whatever is decided about it; empty when the order cannot be read or its seal not opened. */
    Optional<CapiEvent> event(OrderMessage message) {
        return switch (message) {
            case OrderMessage.Unreadable unreadable -> Optional.empty();
            case OrderMessage.Order order -> {
                SealedCustomer sealedCustomer = order.order().customer();
                if (sealedCustomer == null) {
                    yield Optional.empty();
                }
                try {
                    Customer customer = seal.open(sealedCustomer);
                    yield Optional.of(Purchases.event(order.order(), HashedCustomer.of(customer)));
                } catch (SealBroken e) {
                    yield Optional.empty();
                }
            }
        };
    }
}
