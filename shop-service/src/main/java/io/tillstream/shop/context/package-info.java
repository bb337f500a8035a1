/** The visitor's context under a client_reference_id: what other sites' pages and servers say of who buys at Stripe. */
@ApplicationModule(allowedDependencies = {"visitor", "storefront", "seal", "limit", "consent"})
@NullMarked
package io.tillstream.shop.context;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
