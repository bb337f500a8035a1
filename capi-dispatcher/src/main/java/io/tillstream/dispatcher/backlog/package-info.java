/** On Kafka: how far the group is behind, in messages, in seconds and in money. */
@ApplicationModule(allowedDependencies = {"intake", "kafka"})
@NullMarked
package io.tillstream.dispatcher.backlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
