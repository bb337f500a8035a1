/** An order, its states, and the message that it is paid. */
@ApplicationModule(allowedDependencies = {"command", "catalog", "visitor", "storefront", "seal", "outbox", "trace"})
@NullMarked
package io.tillstream.shop.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
