/** What the dispatcher is measured against: each is a program that takes orders from Kafka and posts them as events. */
@NullMarked
package io.tillstream.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
