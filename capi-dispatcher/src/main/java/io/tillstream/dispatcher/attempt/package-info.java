/** On Kafka: requests that Meta did not accept, and the turns of each circuit breaker. */
@ApplicationModule(allowedDependencies = {"kafka"})
@NullMarked
package io.tillstream.dispatcher.attempt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
