package io.tillstream.shop.refund;

import io.tillstream.shop.catalog.Money;
import java.time.Instant;

/**
 * Money that goes back to the customer.
 *
 * @param id     Stripe's
 * @param status in Stripe's words: pending, requires_action, succeeded, failed, canceled
 */
public record Refund(String id, Money amount, String status, Instant createdAt) {}
