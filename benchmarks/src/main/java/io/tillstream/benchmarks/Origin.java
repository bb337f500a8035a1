package io.tillstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when a result was measured.
 *
 * @param commit      of the project; with a plus sign when files were changed since; empty when it is not known
 * @param processor   as the system calls it; empty when it does not say
 * @param loadAtStart number of threads that wanted to run in the minute before; more than about 0.5 is not a quiet machine
 */
record Origin(
        Instant date,
        String commit,
        int cores,
        String processor,
        long memoryMegabytes,
        String system,
        String jvm,
        double loadAtStart) {

    static Origin of(Path root) {
        var machine = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new Origin(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                commit(root),
                machine.getAvailableProcessors(),
                processorName(),
                machine.getTotalMemorySize() >> 20,
                machine.getName() + " " + machine.getArch(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                machine.getSystemLoadAverage());
    }

    private static String commit(Path root) {
        String commit = git(root, "rev-parse", "--short=12", "HEAD");
        boolean changed =
                !git(root, "status", "--porcelain", "--untracked-files=no").isEmpty();
        return changed ? commit + "+" : commit;
    }

    private static String git(Path root, String... arguments) {
        try {
            String[] command = new String[arguments.length + 1];
            command[0] = "git";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            Process git = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            // Without git, or outside of a repository, the result only lacks the commit.
            return "";
        }
    }

    private static String processorName() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One sentence. */
    String sentence() {
        return "%s, commit %s, %d cores (%s), %,d MB, %s, %s; load %.1f before the start."
                .formatted(date, commit, cores, processor, memoryMegabytes, system, jvm, loadAtStart);
    }
}
