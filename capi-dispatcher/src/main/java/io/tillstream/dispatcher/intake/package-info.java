/**
 * The path: takes batches of orders from Kafka and commits their offsets. No other package handles an order's
 * ConsumerRecord.
 */
@ApplicationModule(allowedDependencies = {"dispatch", "receipt", "deadletter", "order", "kafka", "settings"})
@NullMarked
package io.tillstream.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
