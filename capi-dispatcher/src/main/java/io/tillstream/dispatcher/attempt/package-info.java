/** Requests that Meta did not accept, and the turns of each breaker, kept in Kafka for those who ask what happened. */
@ApplicationModule(allowedDependencies = {"topic"})
@NullMarked
package io.tillstream.dispatcher.attempt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
