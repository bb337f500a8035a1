/** Starts the shop for a command. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
