package io.tillstream.dispatcher.console.books;

/**
 * How full the last requests were.
 *
 * @param requests that Meta accepted, a thousand at most; the other figures are 0 without one
 * @param mean     events in a request
 */
public record Batches(long requests, double mean, long least, long most) {}
