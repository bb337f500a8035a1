package io.tillstream.dispatcher.operator;

import java.time.Instant;

/**
 * How many partitions the topic of orders has, as dispatchers have noted it.
 *
 * @param since when a dispatcher noted that it was another number before; {@link Instant#EPOCH} when it never was
 */
public record Partitions(int number, Instant since) {

    /** Between the new number and the former one in the note of a change. One note has both, so that neither is lost alone. */
    static final String FROM = " from ";
}
