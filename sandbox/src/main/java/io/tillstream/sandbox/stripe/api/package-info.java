/** The REST API as Stripe answers it. */
@NullMarked
package io.tillstream.sandbox.stripe.api;

import org.jspecify.annotations.NullMarked;
