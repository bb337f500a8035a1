/** An order's trace, which outlives every request that the order passes. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
