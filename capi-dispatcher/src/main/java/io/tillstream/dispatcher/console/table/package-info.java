/** Tables as pages and as CSV files, and the texts in them. */
@NullMarked
package io.tillstream.dispatcher.console.table;

import org.jspecify.annotations.NullMarked;
