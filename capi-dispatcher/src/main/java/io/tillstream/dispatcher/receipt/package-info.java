/** On Kafka: what became of each event id. */
@ApplicationModule(allowedDependencies = {"kafka", "operator", "json", "settings"})
@NullMarked
package io.tillstream.dispatcher.receipt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
