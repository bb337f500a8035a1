package io.tillstream.dispatcher.operator;

import java.time.Instant;

/**
 * How many partitions the topic of orders has, as dispatchers have noted it.
 *
 * @param since when a dispatcher noted that it was another number before; {@link Instant#EPOCH} when it never was
 */
public record Partitions(int number, Instant since) {}
