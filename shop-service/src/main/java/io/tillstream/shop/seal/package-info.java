/** Seals customers and visitors with CUSTOMER_DATA_KEYS, and derives customer ids from e-mail addresses. */
@ApplicationModule(allowedDependencies = {"visitor"})
@NullMarked
package io.tillstream.shop.seal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
