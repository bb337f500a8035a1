/** The path: normalises and hashes what identifies a customer; a raw value cannot leave it. */
@ApplicationModule(allowedDependencies = {"order"})
@NullMarked
package io.tillstream.dispatcher.matching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
