/** For people: the commands that check a message before it is published, and the way to Meta before orders come. */
@ApplicationModule(allowedDependencies = {"order", "matching", "capi", "deadletter", "dispatch"})
@NullMarked
package io.tillstream.dispatcher.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
