/**
 * The path: takes batches of orders from Kafka and commits their offsets. The other packages of the path get an Origin
 * instead of a ConsumerRecord.
 */
@ApplicationModule(allowedDependencies = {"dispatch", "receipt", "deadletter", "order", "kafka", "settings"})
@NullMarked
package io.tillstream.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
