/** The products, their prices and their pictures. */
@ApplicationModule(allowedDependencies = {"storefront"})
@NullMarked
package io.tillstream.shop.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
