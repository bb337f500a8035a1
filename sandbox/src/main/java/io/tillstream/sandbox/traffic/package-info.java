/** Simulated shoppers and faults: named scenarios, each with a button. */
@NullMarked
package io.tillstream.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
