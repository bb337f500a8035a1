package io.tillstream.dispatcher.console.orders;

import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.cluster.Message;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Contents;
import io.tillstream.dispatcher.console.table.Words;
import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Sale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Describes what happened to an order, from its payment to Meta's answer. */
@Component
class StoryTeller {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final String IN_DOUBT = "in doubt";

    private final Contents contents;
    private final Ledger ledger;
    private final Actions actions;
    private final Clock clock;

    StoryTeller(Contents contents, Ledger ledger, Actions actions, Clock clock) {
        this.clock = clock;
        this.contents = contents;
        this.ledger = ledger;
        this.actions = actions;
    }

    /**
     * @param receipts of the order; empty while it waits
     * @param waits    whether the group has not committed the message yet
     */
    OrderStory tell(Message message, List<Receipt> receipts, boolean waits) {
        Map<String, String> fields = contents.of(message);
        List<OrderStory.Event> events = new ArrayList<>();
        paid(fields).ifPresent(events::add);
        events.add(new OrderStory.Event(
                message.written(),
                "Published",
                message.topic() + ", partition " + message.partition() + ", offset " + message.offset(),
                "plain"));
        ledger.attempts().stream()
                .filter(attempt -> attempt.carried(message.partition(), message.offset())
                        || receipts.stream().anyMatch(receipt -> carried(attempt, receipt)))
                .map(StoryTeller::failed)
                .forEach(events::add);
        ends(receipts, events);
        if (receipts.isEmpty()) {
            events.add(new OrderStory.Event(
                    clock.instant(),
                    waits ? "Waiting" : "No receipt",
                    waits
                            ? "No dispatcher has processed it yet. The page Now shows what holds orders up"
                            : "The group has committed it, but its receipt is gone: the result is not known",
                    waits ? "plain" : "bad"));
        }
        return new OrderStory(
                fields.getOrDefault("orderId", Contents.id(message.key())), traceId(message), fields, inOrder(events));
    }

    private static String traceId(Message message) {
        Matcher traceparent = TRACEPARENT.matcher(message.headers().getOrDefault("traceparent", ""));
        return traceparent.matches() ? traceparent.group(1) : "";
    }

    /** Describes an order whose message is gone or unreadable, by its receipts. */
    OrderStory tell(List<Receipt> receipts) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<OrderStory.Event> events = new ArrayList<>();
        for (Receipt receipt : receipts) {
            fields.putIfAbsent("eventId", Contents.receiptId(receipt.id()));
            Sale sale = receipt.sale();
            if (sale != null && fields.putIfAbsent("orderId", Contents.id(sale.orderId())) == null) {
                fields.put("currency", sale.currency());
                fields.put("total", sale.total().toPlainString());
                fields.put("paidAt", sale.paidAt().toString());
                paid(fields).ifPresent(events::add);
            }
        }
        ends(receipts, events);
        return new OrderStory(
                fields.getOrDefault("orderId", fields.getOrDefault("eventId", "")), "", fields, inOrder(events));
    }

    /** The message of a replay has another offset than the original; the receipt has that offset. */
    private static boolean carried(Attempt attempt, Receipt receipt) {
        Sale sale = receipt.sale();
        return sale != null && attempt.carried(receipt.partition(), sale.offset());
    }

    private static List<OrderStory.Event> inOrder(List<OrderStory.Event> events) {
        return events.stream()
                .sorted(Comparator.comparing(OrderStory.Event::at))
                .toList();
    }

    private static Optional<OrderStory.Event> paid(Map<String, String> fields) {
        try {
            return Optional.of(new OrderStory.Event(
                    Instant.parse(fields.getOrDefault("paidAt", "")),
                    "Paid",
                    fields.getOrDefault("total", "?") + " " + fields.getOrDefault("currency", "")
                            + ", at Stripe's time",
                    "plain"));
        } catch (DateTimeParseException e) {
            // The message has no valid time; the other events are still shown.
            return Optional.empty();
        }
    }

    private static OrderStory.Event failed(Attempt attempt) {
        return new OrderStory.Event(
                attempt.at(),
                "Attempt: " + attempt.answer(),
                "by " + attempt.instance() + " in a request of " + attempt.events() + ": " + attempt.detail()
                        + (attempt.code() == 0 ? "" : " (code " + attempt.code() + "/" + attempt.subcode() + ")")
                        + fbtrace(attempt.fbtraceId())
                        + (attempt.answer().equals(IN_DOUBT)
                                ? ". Meta may have it already: the answer was lost. Sending it again may count it twice"
                                : ""),
                "bad");
    }

    private void ends(List<Receipt> receipts, List<OrderStory.Event> events) {
        for (Receipt receipt : receipts) {
            String reason = receipt.reason() == null ? "" : receipt.reason();
            events.add(
                    switch (receipt.status()) {
                        case ACCEPTED ->
                            new OrderStory.Event(receipt.at(), "Accepted by Meta", accepted(receipt), "good");
                        case SUPPRESSED ->
                            new OrderStory.Event(receipt.at(), "Not sent: " + reason, Words.of(reason), "plain");
                        case DEAD_LETTERED ->
                            new OrderStory.Event(
                                    receipt.at(),
                                    "Dead-lettered: " + reason,
                                    Words.of(reason) + fbtrace(receipt.fbtraceId() == null ? "" : receipt.fbtraceId()),
                                    "bad");
                        case REPLAYED ->
                            new OrderStory.Event(
                                    receipt.at(), "Replayed", "An operator replayed the dead letter", "plain");
                    });
            discarded(receipt).ifPresent(events::add);
        }
    }

    private static String accepted(Receipt receipt) {
        Sale sale = receipt.sale();
        String took =
                sale == null ? "" : seconds(Duration.between(sale.paidAt(), receipt.at())) + " after the payment. ";
        return took + "Match keys: " + String.join(", ", receipt.matchKeys())
                + fbtrace(receipt.fbtraceId() == null ? "" : receipt.fbtraceId());
    }

    private static String seconds(Duration span) {
        return span.toMillis() < 10_000 ? span.toMillis() / 1000.0 + " s" : Cell.span(span);
    }

    private static String fbtrace(String id) {
        return id.isEmpty() ? "" : ". Meta's id of the request: " + id;
    }

    private Optional<OrderStory.Event> discarded(Receipt receipt) {
        return ledger.letters().stream()
                .filter(letter -> letter.receiptId().equals(receipt.id()))
                .flatMap(letter -> actions.discards(letter.at()).stream())
                .findFirst()
                .map(action -> new OrderStory.Event(
                        action.at(), "Discarded", "by " + action.who() + ": " + action.what(), "plain"));
    }
}
