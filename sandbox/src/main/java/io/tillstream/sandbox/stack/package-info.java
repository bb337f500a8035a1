/** All processes of the sandbox, started and stopped in order. */
@NullMarked
package io.tillstream.sandbox.stack;

import org.jspecify.annotations.NullMarked;
