package io.tillstream.dispatcher.console.orders;

import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known about one order.
 *
 * @param id     the order's id; the event id when the message could not be read
 * @param traceId of its trace (www.w3.org/TR/trace-context); empty when the message is gone or has none
 * @param fields of its message that may be shown; empty when the message is gone
 * @param events the oldest first
 */
record OrderStory(String id, String traceId, Map<String, String> fields, List<Event> events) {

    /** The events as a table. */
    Sheet timeline() {
        return new Sheet(
                "timeline",
                "What happened to the order",
                List.of("Order", "When", "What", "Detail"),
                events.stream()
                        .map(event -> List.of(
                                Cell.text(id),
                                Cell.time(event.at()),
                                Cell.text(event.what()),
                                Cell.text(event.detail())))
                        .toList());
    }

    /**
     * One thing that happened to the order.
     *
     * @param kind good, bad or plain; decides its colour
     */
    record Event(Instant at, String what, String detail, String kind) {}
}
