/** Publishes daily totals per currency: what was paid, published and refunded. */
@ApplicationModule(allowedDependencies = {"catalog", "storefront", "outbox"})
@NullMarked
package io.tillstream.shop.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
