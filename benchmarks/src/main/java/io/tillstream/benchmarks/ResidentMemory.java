package io.tillstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Resident memory of a process, from /proc. Zero on systems without /proc.
 *
 * @param now  bytes
 * @param peak the most that it ever was, in bytes
 */
record ResidentMemory(long now, long peak) {

    static ResidentMemory of(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return new ResidentMemory(0, 0);
        }
        try {
            return in(Files.readAllLines(status));
        } catch (IOException e) {
            throw new BenchmarkProblem("Cannot read the memory of process " + pid, e);
        }
    }

    static ResidentMemory in(List<String> status) {
        return new ResidentMemory(bytes("VmRSS:", status), bytes("VmHWM:", status));
    }

    private static long bytes(String name, List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                .findFirst()
                .orElse(0);
    }
}
