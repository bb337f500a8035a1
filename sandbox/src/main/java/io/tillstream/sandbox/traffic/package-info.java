/** Shoppers by the dozen, and what can go wrong while they buy: named scenarios, each a button. */
@NullMarked
package io.tillstream.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
