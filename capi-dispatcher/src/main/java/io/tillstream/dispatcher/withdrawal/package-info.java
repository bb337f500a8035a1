/** Who has taken back their consent since they bought, followed in Kafka. */
@ApplicationModule(allowedDependencies = {"topic"})
@NullMarked
package io.tillstream.dispatcher.withdrawal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
