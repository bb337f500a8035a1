package io.tillstream.shop.refund;

import io.tillstream.shop.catalog.Money;
import java.time.Instant;

/**
 * A dispute at Stripe: the customer's bank contests a charge.
 *
 * @param id     Stripe's
 * @param status Stripe's status: needs_response, under_review, won, lost and others
 */
public record Dispute(String id, Money amount, String status, Instant createdAt) {}
