package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in's switches. */
record MetaSwitches(Stack stack) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    void has(String fault, Duration duration) throws IOException, InterruptedException {
        HTTP.send(
                HttpRequest.newBuilder(URI.create(Stack.url(stack.ports().meta()) + "/sandbox/fault"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("kind=" + fault + "&seconds=" + duration.toSeconds()))
                        .build(),
                BodyHandlers.discarding());
    }

    /** Requests that it has had, those it refused included. */
    long requests() throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(HTTP.send(
                                HttpRequest.newBuilder(URI.create(
                                                Stack.url(stack.ports().meta()) + "/sandbox/requests"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .path("requests")
                .asLong();
    }
}
