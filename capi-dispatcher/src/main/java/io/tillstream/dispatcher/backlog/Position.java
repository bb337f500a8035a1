package io.tillstream.dispatcher.backlog;

/**
 * The group's position in a partition of the topic of orders.
 *
 * @param next          offset of the first unhandled order
 * @param end           offset of the next order that will be written
 * @param oldestSeconds age of the first unhandled order; 0 when there is none
 */
public record Position(int partition, long next, long end, double oldestSeconds) {

    public long waiting() {
        return end - next;
    }
}
