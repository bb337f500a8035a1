/** Checkout Sessions, Payment Links and subscriptions, and what happens to them: payments, invoices, refunds, disputes. */
@NullMarked
package io.tillstream.sandbox.stripe.checkout;

import org.jspecify.annotations.NullMarked;
