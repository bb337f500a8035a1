package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;

/**
 * One event for one dataset.
 *
 * @param receiptId key of its receipt
 * @param alone     whether it needs its own request
 */
record Outgoing(Incoming incoming, CapiEvent event, String receiptId, boolean alone) {}
