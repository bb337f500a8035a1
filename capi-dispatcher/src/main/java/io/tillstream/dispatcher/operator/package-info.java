/** What operators did, written down in Kafka, and what stands because of it: the audit log is the state. */
@ApplicationModule(allowedDependencies = {"topic"})
@NullMarked
package io.tillstream.dispatcher.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
