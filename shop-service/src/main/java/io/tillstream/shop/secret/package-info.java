/** Secrets that are in files. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
