package io.tillstream.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** PostgreSQL for the shop, which keeps commits through a crash, as in production. */
final class Database implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private Database(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static Database start(Path logs) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(logs.resolve("postgresql.log").toFile());
        try {
            return new Database(EmbeddedPostgres.builder()
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    // The library is made for tests: by default it switches these off.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start());
        } catch (IOException e) {
            throw new BenchmarkProblem("PostgreSQL did not start. Its log is in " + logs, e);
        }
    }

    /** In the form of {@code DATABASE_URL}. */
    String url() {
        return "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new BenchmarkProblem("PostgreSQL did not stop", e);
        }
    }
}
