/** On Kafka: what cannot be sent, and why. */
@ApplicationModule(allowedDependencies = {"kafka"})
@NullMarked
package io.tillstream.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
