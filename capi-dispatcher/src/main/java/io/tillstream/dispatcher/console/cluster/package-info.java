/** Reads topics, group members and single messages from Kafka. */
@NullMarked
package io.tillstream.dispatcher.console.cluster;

import org.jspecify.annotations.NullMarked;
