/** How this service signs in to Kafka, and which brokers it trusts. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
