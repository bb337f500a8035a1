/** A stand-in for Meta: the Conversions API, the Pixel's script and hits, and a page of received events. */
@NullMarked
package io.tillstream.sandbox.meta;

import org.jspecify.annotations.NullMarked;
