/** The path: the order-completed message as this service reads it, and the opening of its seal. */
@ApplicationModule(allowedDependencies = {"settings"})
@NullMarked
package io.tillstream.dispatcher.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
