/** The page Quality: how well events can be matched to people. */
@NullMarked
package io.tillstream.dispatcher.console.quality;

import org.jspecify.annotations.NullMarked;
