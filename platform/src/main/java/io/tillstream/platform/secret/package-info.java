/** Secrets of both services: from variables or from files that are read again, and never shown. */
@NullMarked
package io.tillstream.platform.secret;

import org.jspecify.annotations.NullMarked;
