/** The books: what shops say was paid beside what dispatchers say was sent, by day and currency. */
@NullMarked
package io.tillstream.dispatcher.console.books;

import org.jspecify.annotations.NullMarked;
