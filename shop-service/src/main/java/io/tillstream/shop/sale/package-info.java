/** Sales on the Stripe account that were not made on the storefront: which of them become orders, and how. */
@ApplicationModule(allowedDependencies = {"order", "context", "visitor", "catalog", "storefront", "stripe"})
@NullMarked
package io.tillstream.shop.sale;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
