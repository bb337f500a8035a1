/** A small shop of somebody else: static pages that sell by Payment Links, with one script tag of Tillstream. */
@NullMarked
package io.tillstream.sandbox.papermoon;

import org.jspecify.annotations.NullMarked;
