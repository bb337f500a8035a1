/** Asks for consent to send orders to Meta, remembers and records the answer, and publishes withdrawals. */
@ApplicationModule(allowedDependencies = {"visitor", "storefront", "outbox", "limit"})
@NullMarked
package io.tillstream.shop.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
