/** The shop's side of the books, for whoever reconciles: what was paid, published and given back, per day and currency. */
@ApplicationModule(allowedDependencies = {"catalog", "visitor", "outbox"})
@NullMarked
package io.tillstream.shop.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
