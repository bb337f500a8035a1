/** Checks that the Stripe account is set up as the shop needs it. */
@ApplicationModule(allowedDependencies = {"command", "payment", "sale", "stripe", "storefront"})
@NullMarked
package io.tillstream.shop.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
