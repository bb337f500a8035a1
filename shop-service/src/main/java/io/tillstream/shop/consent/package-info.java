/** The question whether Meta may be told: asked, answered, and taken back. */
@ApplicationModule(allowedDependencies = {"visitor", "order"})
@NullMarked
package io.tillstream.shop.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
