/** Decides for each order: done already, send now, or never send. */
@ApplicationModule(allowedDependencies = {"order", "receipt", "matching", "capi"})
@NullMarked
package io.tillstream.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
