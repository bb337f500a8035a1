/** Pages for the shop's owner on the management port: orders, held orders and products. */
@ApplicationModule(allowedDependencies = {"order", "refund", "payment", "catalog", "disclosure", "limit"})
@NullMarked
package io.tillstream.shop.owner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
