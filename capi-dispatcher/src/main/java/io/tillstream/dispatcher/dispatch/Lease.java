package io.tillstream.dispatcher.dispatch;

/** The right to send what is in a batch. It ends when the partitions go to another instance, or this one is to stop. */
@FunctionalInterface
public interface Lease {

    /** Whether more may be sent now. To be asked before each request; it may ask the broker. */
    boolean holds();
}
