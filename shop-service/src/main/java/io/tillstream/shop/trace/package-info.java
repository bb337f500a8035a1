/** The trace of an order, from the shopper's request to Kafka. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
