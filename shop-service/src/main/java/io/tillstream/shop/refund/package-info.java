/** Money that goes back to customers, or should: refunds, disputes and second payments. */
@ApplicationModule(allowedDependencies = {"order", "catalog"})
@NullMarked
package io.tillstream.shop.refund;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
