/** On Kafka: which customers have withdrawn their consent since they bought. */
@ApplicationModule(allowedDependencies = {"kafka"})
@NullMarked
package io.tillstream.dispatcher.withdrawal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
