/** The page Topics: partitions, settings and newest messages. */
@NullMarked
package io.tillstream.dispatcher.console.topics;

import org.jspecify.annotations.NullMarked;
