/** What became of each event id, remembered across restarts in Kafka. */
@ApplicationModule(allowedDependencies = {"topic", "attempt"})
@NullMarked
package io.tillstream.dispatcher.receipt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
