/** The current visitor: consent, Meta's browser ids, address and user agent. */
@ApplicationModule(allowedDependencies = {"storefront"})
@NullMarked
package io.tillstream.shop.visitor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
