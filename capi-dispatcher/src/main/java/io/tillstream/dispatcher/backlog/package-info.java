/** On Kafka: the lag of the group, in messages, seconds and money. */
@ApplicationModule(allowedDependencies = {"intake", "kafka"})
@NullMarked
package io.tillstream.dispatcher.backlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
