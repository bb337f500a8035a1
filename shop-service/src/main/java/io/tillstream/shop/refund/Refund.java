package io.tillstream.shop.refund;

import io.tillstream.shop.catalog.Money;
import java.time.Instant;

/**
 * A refund at Stripe.
 *
 * @param id     Stripe's
 * @param status Stripe's status: pending, requires_action, succeeded, failed, canceled
 */
public record Refund(String id, Money amount, String status, Instant createdAt) {}
