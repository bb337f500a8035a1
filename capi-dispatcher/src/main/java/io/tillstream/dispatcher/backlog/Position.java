package io.tillstream.dispatcher.backlog;

/**
 * Where the group is in a partition of the topic of orders.
 *
 * @param next          offset of the first order that is not dealt with
 * @param end           offset of the next order that will be written
 * @param oldestSeconds age of the first that is not dealt with; 0 when there is none
 */
public record Position(int partition, long next, long end, double oldestSeconds) {

    public long waiting() {
        return end - next;
    }
}
