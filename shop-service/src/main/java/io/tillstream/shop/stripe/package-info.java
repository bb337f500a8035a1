/** The connection to Stripe: key, client, listings, and what to do about a refused key. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.stripe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
