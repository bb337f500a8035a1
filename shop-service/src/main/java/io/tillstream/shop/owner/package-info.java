/** Pages for the shop's owner, on the management port: orders, what is held of them, and the products. */
@ApplicationModule(allowedDependencies = {"order", "payment", "catalog", "disclosure"})
@NullMarked
package io.tillstream.shop.owner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
