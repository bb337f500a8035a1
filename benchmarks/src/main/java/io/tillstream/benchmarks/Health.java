package io.tillstream.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks the dispatcher's health endpoint whether it is ready. */
record Health(int port) {

    boolean ready() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://localhost:" + port + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
