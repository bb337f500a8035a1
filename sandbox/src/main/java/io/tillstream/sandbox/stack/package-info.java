/** Everything that runs in the sandbox, started and stopped in order. */
@NullMarked
package io.tillstream.sandbox.stack;

import org.jspecify.annotations.NullMarked;
