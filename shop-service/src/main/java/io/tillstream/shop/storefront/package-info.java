/** The storefront's public address, its signed cookies, and the addresses of its browsers. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
