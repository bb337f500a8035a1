/** Meta's Pixel on the pages. */
@ApplicationModule(allowedDependencies = {"storefront", "visitor"})
@NullMarked
package io.tillstream.shop.pixel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
