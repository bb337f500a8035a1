/** Messages for Kafka: written in the caller's transaction, sent after its commit. */
@ApplicationModule(allowedDependencies = {"trace"})
@NullMarked
package io.tillstream.shop.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
