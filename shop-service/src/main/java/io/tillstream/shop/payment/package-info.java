/** All that knows Stripe: going out to pay and coming back paid. */
@ApplicationModule(allowedDependencies = {"order", "cart", "catalog", "visitor"})
@NullMarked
package io.tillstream.shop.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
