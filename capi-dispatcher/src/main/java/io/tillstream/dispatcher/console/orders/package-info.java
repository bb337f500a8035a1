/** The page Orders: what happened to one order. */
@NullMarked
package io.tillstream.dispatcher.console.orders;

import org.jspecify.annotations.NullMarked;
