/** Topics kept in memory as well: read from their beginning, and followed. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.topic;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
