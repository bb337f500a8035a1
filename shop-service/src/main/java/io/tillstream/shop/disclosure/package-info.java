/** Shows customers what was sent to Meta about their orders, or why nothing was sent. */
@ApplicationModule(allowedDependencies = {"browser", "order", "seal"})
@NullMarked
package io.tillstream.shop.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
