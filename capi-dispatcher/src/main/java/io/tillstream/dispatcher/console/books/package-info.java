/** The books: orders paid, as shops report them, against orders sent, as receipts record them, by day and currency. */
@NullMarked
package io.tillstream.dispatcher.console.books;

import org.jspecify.annotations.NullMarked;
