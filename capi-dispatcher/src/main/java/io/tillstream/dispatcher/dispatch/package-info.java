/** The path: decides what happens to each order: done already, send, wait, suppress or dead-letter. */
@ApplicationModule(
        allowedDependencies = {
            "order",
            "receipt",
            "matching",
            "capi",
            "deadletter",
            "withdrawal",
            "attempt",
            "operator",
            "kafka"
        })
@NullMarked
package io.tillstream.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
