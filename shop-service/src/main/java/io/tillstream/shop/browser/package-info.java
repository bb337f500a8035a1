/** The orders that were placed in one browser, and their pages. */
@ApplicationModule(allowedDependencies = {"order", "refund", "storefront"})
@NullMarked
package io.tillstream.shop.browser;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
