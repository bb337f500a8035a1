/** The console: pages for operators and analysts. */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "attempt",
            "backlog",
            "capi",
            "deadletter",
            "dispatch",
            "intake",
            "kafka",
            "matching",
            "operator",
            "receipt",
            "replay",
            "settings"
        })
@NullMarked
package io.tillstream.dispatcher.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
