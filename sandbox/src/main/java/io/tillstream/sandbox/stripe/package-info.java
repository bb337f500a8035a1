/** A stand-in for Stripe: Checkout Sessions, the payment page, signed webhooks. */
@NullMarked
package io.tillstream.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
