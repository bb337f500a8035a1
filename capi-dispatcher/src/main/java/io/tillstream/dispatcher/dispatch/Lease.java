package io.tillstream.dispatcher.dispatch;

/** The right to send a batch. It ends when its partitions are reassigned, its time is over, or this instance stops. */
@FunctionalInterface
public interface Lease {

    /** Whether a request may be sent now. Ask before each request; it may ask the broker. */
    boolean holds();

    /** Whether the partitions are still assigned to the sender, though its time may be over; it may ask the broker. */
    default boolean ours() {
        return holds();
    }
}
