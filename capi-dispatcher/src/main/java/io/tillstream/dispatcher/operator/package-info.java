/** On Kafka: what operators did. The audit log is the state: pauses and discards are derived from it. */
@ApplicationModule(allowedDependencies = {"kafka"})
@NullMarked
package io.tillstream.dispatcher.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
