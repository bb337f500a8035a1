package io.tillstream.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder with the sandbox's data, logs and keys, kept across restarts. Only one sandbox at a time uses it. */
public final class DataFolder implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** @throws SandboxProblem if another sandbox uses it, the disk is nearly full, or it is not writable */
    public static DataFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve("logs"));
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new SandboxProblem("Only " + free / 1024 / 1024 + " MB are free on the disk of " + folder
                        + "; the sandbox needs 512 MB. Free some space and start again");
            }
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new SandboxProblem("A sandbox is already running with the data in " + folder
                        + ". Stop it with Ctrl-C in its terminal");
            }
            return new DataFolder(folder.toAbsolutePath().normalize(), channel);
        } catch (IOException e) {
            throw new SandboxProblem("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A subfolder, created if it is missing. */
    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new SandboxProblem("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** The key that seals customer data. It is created once, so that older messages can still be opened. */
    String customerDataKeys() {
        byte[] key = random(32);
        return once("customer-data-keys", "sandbox:" + Base64.getEncoder().encodeToString(key));
    }

    /** The operator's password for the console, created once. */
    String operatorPassword() {
        return once("operator-password", HexFormat.of().formatHex(random(8)));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The content of a file. If the file is missing, it is created with the given content. */
    private String once(String name, String first) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, first);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new SandboxProblem("Cannot write to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Records a process of this sandbox, so that the next start can end it if the sandbox is killed. */
    void remember(long pid) {
        try {
            String line = pid + " " + startOf(pid).orElse("") + "\n";
            Files.writeString(processes(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the processes that a killed sandbox left running. The lock guarantees that no running sandbox owns them. */
    void endLeftovers() {
        Path postmaster = folder.resolve("postgresql").resolve("postmaster.pid");
        try {
            if (Files.exists(processes())) {
                try (Stream<String> lines = Files.lines(processes())) {
                    lines.map(line -> line.split(" ", 2))
                            .filter(line -> startOf(Long.parseLong(line[0]))
                                    .filter(line[1]::equals)
                                    .isPresent())
                            .forEach(line -> end(Long.parseLong(line[0])));
                }
                Files.delete(processes());
            }
            if (Files.exists(postmaster)) {
                long pid =
                        Long.parseLong(Files.readAllLines(postmaster).getFirst().trim());
                if (ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .filter(command -> command.contains("postgres"))
                        .isPresent()) {
                    end(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(long pid) {
        ProcessHandle.of(pid).ifPresent(handle -> {
            handle.destroyForcibly();
            handle.onExit().join();
        });
    }

    /** The pid and its start time identify a process; the pid alone may belong to another program by now. */
    private static Optional<String> startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(Object::toString);
    }

    private Path processes() {
        return folder.resolve("processes");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(processes());
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
