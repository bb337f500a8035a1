/** Records in, outcomes out; the only package that meets a ConsumerRecord of an order. */
@ApplicationModule(allowedDependencies = {"dispatch", "receipt", "deadletter", "order", "attempt", "topic"})
@NullMarked
package io.tillstream.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
