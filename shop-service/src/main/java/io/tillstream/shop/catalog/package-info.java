/** What is for sale and for how much. */
@ApplicationModule(allowedDependencies = {"visitor"})
@NullMarked
package io.tillstream.shop.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
