/** Decides for each order: done already, send, wait, suppress, give up. */
@ApplicationModule(
        allowedDependencies = {"order", "receipt", "matching", "capi", "deadletter", "withdrawal", "attempt", "operator"
        })
@NullMarked
package io.tillstream.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
