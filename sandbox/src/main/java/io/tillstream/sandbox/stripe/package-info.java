/** A stand-in for Stripe: Checkout Sessions, the payment page with every outcome, refunds and disputes, signed webhooks. */
@NullMarked
package io.tillstream.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
