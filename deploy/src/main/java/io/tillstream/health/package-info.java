/** The health check of the container images. */
@NullMarked
package io.tillstream.health;

import org.jspecify.annotations.NullMarked;
