/** For people: replays dead letters. */
@ApplicationModule(allowedDependencies = {"deadletter", "dispatch", "operator", "order", "receipt"})
@NullMarked
package io.tillstream.dispatcher.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
