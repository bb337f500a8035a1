/** Shows a customer what Meta was told of their order: made again from the sealed message, and kept nowhere. */
@ApplicationModule(allowedDependencies = {"dispatch", "deadletter", "order"})
@NullMarked
package io.tillstream.dispatcher.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
