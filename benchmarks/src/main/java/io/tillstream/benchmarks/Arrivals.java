package io.tillstream.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The sink's counts of received events. */
record Arrivals(String sink, HttpClient http) {

    Arrivals(int port) {
        this("http://localhost:" + port, HttpClient.newHttpClient());
    }

    /** The totals of one Pixel so far. */
    record Taken(long events, long requests, long bytes) {

        Taken since(Taken before) {
            return new Taken(events - before.events, requests - before.requests, bytes - before.bytes);
        }
    }

    Taken of(String pixel) {
        String[] counts = ask(HttpRequest.newBuilder(URI.create(sink + "/taken/" + pixel))
                        .build())
                .split(" ", -1);
        return new Taken(Long.parseLong(counts[0]), Long.parseLong(counts[1]), Long.parseLong(counts[2]));
    }

    /** Sets the sink's delay before each answer. */
    void delay(Duration delay) {
        ask(HttpRequest.newBuilder(URI.create(sink + "/delay/" + delay.toMillis()))
                .POST(BodyPublishers.noBody())
                .build());
    }

    /** From now on the sink notes when each event arrives. */
    void noteTimes() {
        ask(HttpRequest.newBuilder(URI.create(sink + "/times/on"))
                .POST(BodyPublishers.noBody())
                .build());
    }

    /** Times of the events that have arrived since the last call, by event id, in microseconds since 1970. */
    Map<String, Long> times() {
        return ask(HttpRequest.newBuilder(URI.create(sink + "/times")).build())
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1]), Math::min));
    }

    boolean ready() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(sink + "/taken/0"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String ask(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchmarkProblem("The sink answered " + answer.statusCode() + " to " + request.uri());
            }
            return answer.body();
        } catch (IOException e) {
            throw new BenchmarkProblem("The sink does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
    }
}
