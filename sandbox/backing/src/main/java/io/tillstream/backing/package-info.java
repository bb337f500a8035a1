/** Real Kafka and PostgreSQL for the sandbox and the tests: in containers if an engine is available, else embedded from jars. */
@NullMarked
package io.tillstream.backing;

import org.jspecify.annotations.NullMarked;
