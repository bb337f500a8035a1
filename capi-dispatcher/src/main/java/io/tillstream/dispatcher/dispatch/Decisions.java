package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.SealBroken;
import io.tillstream.dispatcher.withdrawal.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether an order goes to Meta, and as what. It changes nothing. */
@Component
class Decisions {

    /** Meta refuses a whole request for one event that is older; a moment is left for the way there. */
    private static final Duration OLDEST = Duration.ofDays(7).minusSeconds(5);

    /** Older ones go alone: should Meta's clock be ahead, they cost no others. */
    private static final Duration BRINK = Duration.ofDays(7).minusHours(1);

    /** Meta takes what lies so little ahead of its clock. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /** Further ahead than any clock of a shop; then the time is wrong. */
    private static final Duration TOO_FAR_AHEAD = Duration.ofHours(2);

    /** By more than a time zone a clock is seldom wrong; what waits for that may not wait for ever. */
    private static final Duration CLOCK_MAY_BE_WRONG = Duration.ofHours(26);

    /** What orders wait for that were paid in the future. */
    static final String CLOCK = "clock";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Duration UNTIL_A_PERSON_ACTS = Duration.ofSeconds(30);

    /** As crawlers name themselves. */
    private static final Pattern CRAWLER =
            Pattern.compile("compatible;[^)]*(bot|crawler|spider)", Pattern.CASE_INSENSITIVE);

    private final CustomerSeal seal;
    private final Routing routing;
    private final Capi capi;
    private final Withdrawals withdrawals;
    private final Clock clock;

    Decisions(CustomerSeal seal, Routing routing, Capi capi, Withdrawals withdrawals, Clock clock) {
        this.seal = seal;
        this.routing = routing;
        // Each dataset that orders may go to is known from the start: while one rests, others may be open.
        routing.routes().forEach(route -> capi.wait(route.dataset()));
        this.capi = capi;
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    /** Never fails: what nobody foresaw about one order is a decision about that order alone. */
    Decision of(Incoming incoming) {
        try {
            return switch (incoming) {
                case Incoming.Unreadable unreadable -> new Decision.Bury(unreadable.reason(), unreadable.detail());
                case Incoming.Order order -> decide(order.order(), order.origin());
            };
        } catch (RuntimeException e) {
            // Without its message, which may quote the customer.
            return new Decision.Bury(Reason.UNEXPECTED, unexpected(e), Lanes.UNEXPECTED);
        }
    }

    /** What it was and where, without what it says. */
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
        if (age.compareTo(OLDEST) > 0) {
            return new Decision.Bury(Reason.TOO_OLD, "Paid " + age.toDays() + " days ago, at " + order.paidAt());
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
            return new Decision.Bury(
                    Reason.SCHEMA,
                    "paidAt lies ahead of the clock, at " + order.paidAt() + ". Compare the shop's clock");
        }
        if (age.plus(AHEAD).isNegative()) {
            Duration ahead = age.negated().minus(AHEAD);
            // This clock may be the wrong one, and be set right any moment.
            return new Decision.Hold(CLOCK, "", ahead.compareTo(LOOK_AGAIN) < 0 ? ahead : LOOK_AGAIN);
        }
        try {
            return decide(order, seal.open(order.sealedCustomer()), age);
        } catch (SealBroken e) {
            return new Decision.Bury(
                    e.keyUnknown() ? Reason.UNKNOWN_KEY : Reason.SEAL_BROKEN,
                    String.valueOf(e.getMessage()),
                    e.keyUnknown() ? e.unknownKey() : Lanes.SEALS);
        }
    }

    private Decision decide(OrderCompleted order, Customer customer, Duration age) {
        String userAgent = customer.userAgent();
        if (userAgent == null || userAgent.isBlank()) {
            return new Decision.Suppress(Suppression.NO_USER_AGENT);
        }
        if (crawls(userAgent)) {
            return new Decision.Suppress(Suppression.CRAWLER);
        }
        HashedCustomer hashed = HashedCustomer.of(customer);
        return hashed.matchable()
                ? new Decision.Send(
                        event(order, hashed),
                        routing.datasets(order, customer.country(), capi.dataset()),
                        age.compareTo(BRINK) > 0)
                : new Decision.Suppress(Suppression.UNMATCHABLE);
    }

    /** The event of an order whatever is decided about it: how old it is by now does not matter here. */
    Optional<CapiEvent> event(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Unreadable unreadable -> Optional.empty();
            case Incoming.Order order -> {
                String sealedCustomer = order.order().customer();
                if (sealedCustomer == null) {
                    yield Optional.empty();
                }
                try {
                    Customer customer = seal.open(sealedCustomer);
                    yield Optional.of(event(order.order(), HashedCustomer.of(customer)));
                } catch (SealBroken e) {
                    yield Optional.empty();
                }
            }
        };
    }

    private static boolean crawls(String userAgent) {
        return (userAgent.contains("compatible;") && CRAWLER.matcher(userAgent).find())
                || userAgent.contains("facebookexternalhit")
                || userAgent.contains("Facebot");
    }

    private static CapiEvent event(OrderCompleted order, HashedCustomer customer) {
        return new CapiEvent(
                order.eventId(),
                order.paidAt(),
                order.sourceUrl(),
                order.referrerUrl(),
                customer,
                order.total(),
                order.currency(),
                order.orderId(),
                order.items().stream()
                        .map(item -> new CapiEvent.Content(item.sku(), item.quantity(), item.unitPrice()))
                        .toList(),
                segmentation(order.customerSegmentation()),
                limits(order.dataProcessing()));
    }

    /** In Meta's words; null for none, and for one that is not known here. */
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
