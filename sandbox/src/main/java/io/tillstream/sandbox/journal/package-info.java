/** The data that a stand-in keeps across a restart. */
@NullMarked
package io.tillstream.sandbox.journal;

import org.jspecify.annotations.NullMarked;
