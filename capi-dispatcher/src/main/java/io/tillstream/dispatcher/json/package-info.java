/** JSON as bytes, for the path. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.dispatcher.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
