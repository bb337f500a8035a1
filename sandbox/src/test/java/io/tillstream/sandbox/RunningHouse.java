package io.tillstream.sandbox;

import io.tillstream.sandbox.house.DataFolder;
import io.tillstream.sandbox.house.House;
import io.tillstream.sandbox.house.Jars;
import io.tillstream.sandbox.house.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The whole house, started once for all tests of this module and stopped when they are over. */
final class RunningHouse {

    static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));
    private static final House HOUSE = start();

    private RunningHouse() {}

    static House get() {
        return HOUSE;
    }

    static Path data() {
        return ROOT.resolve("sandbox/target/house").normalize();
    }

    static House build() {
        return new House(DataFolder.open(data()), new Ports(freeRange()), Jars.below(ROOT));
    }

    private static House start() {
        try {
            if (Files.exists(data())) {
                org.springframework.util.FileSystemUtils.deleteRecursively(data());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        House house = build();
        Runtime.getRuntime().addShutdownHook(new Thread(house::close));
        house.start(what -> LoggerFactory.getLogger("io.tillstream.backing").info("starting {}", what));
        return house;
    }

    private static int freeRange() {
        for (int first = 21000; first < 31000; first += 100) {
            if (free(first) && free(first + 7)) {
                return first;
            }
        }
        throw new IllegalStateException("No range of free ports");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
