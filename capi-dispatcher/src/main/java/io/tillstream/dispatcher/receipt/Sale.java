package io.tillstream.dispatcher.receipt;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The data of an order that the console's totals need; nothing about the customer.
 *
 * @param offset   of the order's message, in the partition of its receipt
 * @param currency ISO 4217
 * @param total    in major units of the currency
 * @param livemode false in Stripe's test mode, where no money moves
 */
public record Sale(String orderId, long offset, Instant paidAt, String currency, BigDecimal total, boolean livemode) {}
