/** The path: Meta's Conversions API, its wire form, its limits and its answers. */
@ApplicationModule(allowedDependencies = {"matching", "attempt", "json"})
@NullMarked
package io.tillstream.dispatcher.capi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
