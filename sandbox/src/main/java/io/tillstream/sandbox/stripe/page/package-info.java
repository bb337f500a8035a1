/** The pages of the stand-in, and the actions behind their buttons. */
@NullMarked
package io.tillstream.sandbox.stripe.page;

import org.jspecify.annotations.NullMarked;
