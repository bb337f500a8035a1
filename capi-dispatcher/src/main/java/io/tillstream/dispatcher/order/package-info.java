/** The path: reads the order-completed message, and opens its seal. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
