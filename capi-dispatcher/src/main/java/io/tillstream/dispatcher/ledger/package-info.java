/** The books of the whole house, kept in memory out of what Kafka remembers: the same on every instance. */
@ApplicationModule(allowedDependencies = {"receipt", "attempt", "deadletter", "operator", "topic"})
@NullMarked
package io.tillstream.dispatcher.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
