/** The programs that the dispatcher is compared with: each reads orders from Kafka and posts them as events. */
@NullMarked
package io.tillstream.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
