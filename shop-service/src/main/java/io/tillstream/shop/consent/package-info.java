/** Asks for consent to send orders to Meta, remembers the answer, and publishes withdrawals. */
@ApplicationModule(allowedDependencies = {"visitor", "storefront", "outbox"})
@NullMarked
package io.tillstream.shop.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
