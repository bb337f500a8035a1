/** How both services sign in to Kafka, which brokers they trust, what they must be allowed there, and the topics between them. */
@NullMarked
package io.tillstream.platform.kafka;

import org.jspecify.annotations.NullMarked;
