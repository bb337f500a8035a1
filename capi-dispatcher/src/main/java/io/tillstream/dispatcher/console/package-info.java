/** Pages for operators and analysts. */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "attempt",
            "capi",
            "cluster",
            "deadletter",
            "dispatch",
            "intake",
            "ledger",
            "matching",
            "operator",
            "receipt",
            "replay"
        })
@NullMarked
package io.tillstream.dispatcher.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
