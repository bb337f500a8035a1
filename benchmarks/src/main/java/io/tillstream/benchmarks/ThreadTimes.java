package io.tillstream.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time of a JVM's own threads, told apart by their names, from /proc. Zero on systems without /proc.
 *
 * @param gc  of the collector, and of the VM thread, in which the serial collector works
 * @param jit of the compilers
 */
record ThreadTimes(Duration gc, Duration jit) {

    private static final List<String> COLLECTORS = List.of(
            "VM Thread",
            "GC Thread",
            "G1 ",
            "ZWorker",
            "ZDriver",
            "ZDirector",
            "ZUncommit",
            "ZStat",
            "ZUnmapper",
            "Shenandoah");
    private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");

    /** Linux counts CPU time in hundredths of a second for all programs. */
    private static final long TICK_NANOS = 10_000_000;

    private static final ThreadTimes NONE = new ThreadTimes(Duration.ZERO, Duration.ZERO);

    /** Of the threads that the process has now. */
    static ThreadTimes of(long pid) {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(tasks)) {
            return NONE;
        }
        Duration gc = Duration.ZERO;
        Duration jit = Duration.ZERO;
        try (Stream<Path> all = Files.list(tasks)) {
            for (Path task : all.toList()) {
                try {
                    String name = Files.readString(task.resolve("comm"));
                    if (isCollector(name)) {
                        gc = gc.plus(cpu(task));
                    } else if (isCompiler(name)) {
                        jit = jit.plus(cpu(task));
                    }
                } catch (NoSuchFileException e) {
                    // The thread has ended since it was listed. Threads of the JVM itself do not end.
                }
            }
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot read the threads of process " + pid, e);
        }
        return new ThreadTimes(gc, jit);
    }

    ThreadTimes plus(ThreadTimes other) {
        return new ThreadTimes(gc.plus(other.gc), jit.plus(other.jit));
    }

    ThreadTimes since(ThreadTimes before) {
        return new ThreadTimes(gc.minus(before.gc), jit.minus(before.jit));
    }

    static boolean isCollector(String name) {
        return COLLECTORS.stream().anyMatch(name::startsWith);
    }

    static boolean isCompiler(String name) {
        return COMPILERS.stream().anyMatch(name::startsWith);
    }

    private static Duration cpu(Path task) throws IOException {
        Path nanos = task.resolve("schedstat");
        return Files.exists(nanos)
                ? Duration.ofNanos(
                        Long.parseLong(Files.readString(nanos, US_ASCII).split(" ", 2)[0]))
                : ticks(Files.readString(task.resolve("stat"), US_ASCII));
    }

    /** User and system time in a line of {@code stat}, whose second field, the name, may contain blanks. */
    static Duration ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofNanos((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS);
    }
}
