/** On Kafka: the topics by name, their settings and checks, and the reading of a topic to its end and beyond. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.kafka;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
