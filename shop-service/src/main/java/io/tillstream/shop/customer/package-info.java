/** What is kept of one customer: shows it, and deletes it. */
@ApplicationModule(allowedDependencies = {"command", "seal", "consent"})
@NullMarked
package io.tillstream.shop.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
