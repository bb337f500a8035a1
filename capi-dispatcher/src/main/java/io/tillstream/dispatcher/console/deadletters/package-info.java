/** The page Dead letters: by cause, replayed or discarded. */
@NullMarked
package io.tillstream.dispatcher.console.deadletters;

import org.jspecify.annotations.NullMarked;
