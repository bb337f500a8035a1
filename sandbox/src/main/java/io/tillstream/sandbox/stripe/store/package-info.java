/** The state of the stand-in: every object of Stripe's by kind and id, and the simulated fault. */
@NullMarked
package io.tillstream.sandbox.stripe.store;

import org.jspecify.annotations.NullMarked;
