/** What the console asks Kafka for: topics, group members and single messages. */
@NullMarked
package io.tillstream.dispatcher.console.cluster;

import org.jspecify.annotations.NullMarked;
