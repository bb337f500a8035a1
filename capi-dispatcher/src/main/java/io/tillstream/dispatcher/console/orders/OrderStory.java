package io.tillstream.dispatcher.console.orders;

import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is known of one order.
 *
 * @param id     the order's id; the event id when the message could not be read
 * @param traceId of its trace (www.w3.org/TR/trace-context); empty when the message is gone or bore none
 * @param fields what may be shown of its message; empty when the message is gone
 * @param events in the order of time
 */
record OrderStory(String id, String traceId, Map<String, String> fields, List<Event> events) {

    /** What happened to it as a table. */
    Sheet timeline() {
        return new Sheet(
                "timeline",
                "What happened to the order",
                List.of("Order", "When", "What", "In words"),
                events.stream()
                        .map(event -> List.of(
                                Cell.text(id),
                                Cell.time(event.at()),
                                Cell.text(event.what()),
                                Cell.text(event.detail())))
                        .toList());
    }

    /**
     * Something that happened to it.
     *
     * @param kind what it means: good, bad, or plain
     */
    record Event(Instant at, String what, String detail, String kind) {}
}
