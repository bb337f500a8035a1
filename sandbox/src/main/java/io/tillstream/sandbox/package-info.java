/** The whole stack without any account. A shop deploys nothing of this. */
@NullMarked
package io.tillstream.sandbox;

import org.jspecify.annotations.NullMarked;
