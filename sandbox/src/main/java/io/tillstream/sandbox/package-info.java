/** The whole stack with no account. Nothing in here is part of what a shop deploys. */
@NullMarked
package io.tillstream.sandbox;

import org.jspecify.annotations.NullMarked;
