/** Deletes the visitor's data from old orders, and customers without a recent order. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillstream.shop.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
