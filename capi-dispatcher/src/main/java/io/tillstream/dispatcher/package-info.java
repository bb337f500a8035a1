/** The dispatcher: consumes order-completed messages and sends each to Meta as one Purchase. */
@NullMarked
package io.tillstream.dispatcher;

import org.jspecify.annotations.NullMarked;
