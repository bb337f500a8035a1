/** Checkout Sessions and what happens to them: payments, refunds, disputes. */
@NullMarked
package io.tillstream.sandbox.stripe.checkout;

import org.jspecify.annotations.NullMarked;
