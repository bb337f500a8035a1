/** Real Kafka and PostgreSQL for the sandbox and the tests: in containers where an engine answers, from jars elsewhere. */
@NullMarked
package io.tillstream.backing;

import org.jspecify.annotations.NullMarked;
