/** What a stand-in must still know after a restart. */
@NullMarked
package io.tillstream.sandbox.journal;

import org.jspecify.annotations.NullMarked;
