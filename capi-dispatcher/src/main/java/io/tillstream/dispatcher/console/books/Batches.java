package io.tillstream.dispatcher.console.books;

/**
 * The number of events in the last requests.
 *
 * @param requests number of accepted requests, at most 1000; if 0, the other figures are 0
 * @param mean     events in a request
 */
public record Batches(long requests, double mean, long least, long most) {}
