/** What cannot be sent, and why. */
@ApplicationModule(allowedDependencies = {"topic"})
@NullMarked
package io.tillstream.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
