/** Compares Stripe's paid sessions with our orders, and settles what webhooks missed. */
@ApplicationModule(allowedDependencies = {"command", "account", "payment", "sale", "order", "stripe"})
@NullMarked
package io.tillstream.shop.reconcile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
