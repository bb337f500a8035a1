/** For people: who may read the console, and who may act in it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
