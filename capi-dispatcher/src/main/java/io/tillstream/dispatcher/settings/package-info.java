/** Settings that several packages share: the roles of an instance, and the mark of a secret. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
