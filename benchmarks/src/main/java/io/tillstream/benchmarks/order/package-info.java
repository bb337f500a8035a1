/** Orders as the shop publishes them. */
@NullMarked
package io.tillstream.benchmarks.order;

import org.jspecify.annotations.NullMarked;
