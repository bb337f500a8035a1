/** The topics of the house: how they are made and looked after, and those that are kept in memory, followed. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.topic;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
