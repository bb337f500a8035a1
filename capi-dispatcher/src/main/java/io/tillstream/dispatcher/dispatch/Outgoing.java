package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;

/**
 * One event on its way to one dataset.
 *
 * @param receiptId what its receipt is kept under
 * @param alone     whether it goes in a request of its own
 */
record Outgoing(Incoming incoming, CapiEvent event, String receiptId, boolean alone) {}
