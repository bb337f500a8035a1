package io.tillstream.shop.refund;

import io.tillstream.shop.catalog.Money;
import java.time.Instant;

/**
 * A charge that the customer's bank contests.
 *
 * @param id     Stripe's
 * @param status in Stripe's words: needs_response, under_review, won, lost and others
 */
public record Dispute(String id, Money amount, String status, Instant createdAt) {}
