/** What cannot be sent, and why. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
