/** On Kafka: requests that Meta did not accept, and changes of state of the circuit breakers. */
@ApplicationModule(allowedDependencies = {"kafka"})
@NullMarked
package io.tillstream.dispatcher.attempt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
