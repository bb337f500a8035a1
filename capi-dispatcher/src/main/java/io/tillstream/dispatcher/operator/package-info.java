/** On Kafka: the actions of operators. Pauses and discards are derived from this audit log. */
@ApplicationModule(allowedDependencies = {"kafka"})
@NullMarked
package io.tillstream.dispatcher.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
