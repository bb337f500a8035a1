/** Runs the dispatcher, its peers and the floor one by one on the same orders, and writes a table. */
@NullMarked
package io.tillstream.benchmarks;

import org.jspecify.annotations.NullMarked;
