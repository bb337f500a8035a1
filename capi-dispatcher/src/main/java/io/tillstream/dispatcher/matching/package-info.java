/** The path: normalises and hashes the data that identifies a customer; no raw value leaves this package. */
@ApplicationModule(allowedDependencies = {"order", "json"})
@NullMarked
package io.tillstream.dispatcher.matching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
