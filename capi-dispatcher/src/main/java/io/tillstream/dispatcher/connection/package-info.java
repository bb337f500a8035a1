/** How this service signs in to Kafka, and which brokers it trusts. */
@ApplicationModule(allowedDependencies = {"settings"})
@NullMarked
package io.tillstream.dispatcher.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
