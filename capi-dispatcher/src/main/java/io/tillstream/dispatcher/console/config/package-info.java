/** The page Config: settings in force, and the audit log. */
@NullMarked
package io.tillstream.dispatcher.console.config;

import org.jspecify.annotations.NullMarked;
