/** What a visitor wants to buy, kept in a signed cookie. */
@ApplicationModule(allowedDependencies = {"catalog", "storefront"})
@NullMarked
package io.tillstream.shop.cart;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
