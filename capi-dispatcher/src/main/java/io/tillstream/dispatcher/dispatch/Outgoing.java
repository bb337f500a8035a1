package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.EncodedEvent;

/**
 * One event for one dataset.
 *
 * @param receiptId key of its receipt
 * @param alone     whether it needs its own request
 */
record Outgoing(Incoming incoming, EncodedEvent event, String receiptId, boolean alone) {}
