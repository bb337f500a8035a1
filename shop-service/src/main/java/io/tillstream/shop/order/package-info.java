/** An order and its life, and the message that says it is complete. */
@ApplicationModule(allowedDependencies = {"catalog", "visitor", "outbox", "trace"})
@NullMarked
package io.tillstream.shop.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
