package io.tillstream.sandbox.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with its data in the sandbox's folder. */
final class Database {

    private final DataFolder data;
    private final int port;
    private @Nullable EmbeddedPostgres postgres;

    Database(DataFolder data, int port) {
        this.data = data;
        this.port = port;
    }

    /** @throws SandboxProblem if it does not start in time */
    void start(Duration most) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(data.log("postgresql").toFile());
        try {
            postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data.folder("postgresql"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    // The library is made for tests: by default it switches off what keeps commits through a crash.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("log_statement", "none")
                    .setServerConfig("log_error_verbosity", "terse")
                    .setPGStartupWait(most)
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new SandboxProblem(
                    "PostgreSQL did not start: " + e.getMessage() + ". Its log is " + data.log("postgresql"), e);
        }
    }

    /** Does nothing if it was not started. */
    void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new SandboxProblem("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }
}
