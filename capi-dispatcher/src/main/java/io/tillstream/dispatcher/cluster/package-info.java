/** What the Kafka cluster says of itself: topics, messages, and who is in the group. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
