/** The page Now: where orders are, what holds them up, and how many dispatchers work. */
@NullMarked
package io.tillstream.dispatcher.console.now;

import org.jspecify.annotations.NullMarked;
