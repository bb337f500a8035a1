/** Limits how often one caller may do something. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
