/** Tells customers what Meta was told of their orders, or why it was told nothing. */
@ApplicationModule(allowedDependencies = {"order", "visitor"})
@NullMarked
package io.tillstream.shop.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
