/** The roles of an instance, a setting that several packages share. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
