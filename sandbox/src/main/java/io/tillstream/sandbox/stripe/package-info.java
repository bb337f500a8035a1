/**
 * A stand-in for Stripe: Checkout Sessions, the payment page with every outcome, refunds and disputes, signed webhooks.
 *
 * <p>{@code Ledger} remembers; {@code Sessions}, {@code Checkout}, {@code PayLater}, {@code Refunds} and {@code Disputes}
 * are what can happen; {@code Events} tells of it and {@code Webhooks} carries it to the shop; {@code *Api} is Stripe's
 * API, {@code *Page} and {@code *Actions} are for people and for tests.
 */
@NullMarked
package io.tillstream.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
