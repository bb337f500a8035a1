package io.tillstream.benchmarks;

import java.nio.file.Path;
import java.util.Set;

/** One kind of measurement. */
interface Command {

    /** Names of its options, beside those of every command. */
    Set<String> options();

    /**
     * @param root the project's folder, with the services already built
     * @param logs the folder for the logs of programs
     */
    Result run(Options options, Path root, Path logs);
}
