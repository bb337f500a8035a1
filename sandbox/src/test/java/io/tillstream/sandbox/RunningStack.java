package io.tillstream.sandbox;

import io.tillstream.sandbox.house.DataFolder;
import io.tillstream.sandbox.house.House;
import io.tillstream.sandbox.house.Jars;
import io.tillstream.sandbox.house.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The whole house, started once for all tests of this module and stopped when they are over. */
final class RunningHouse {

    static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));

    private RunningHouse() {}

    static House get() {
        return Started.HOUSE;
    }

    static Path data() {
        return ROOT.resolve("sandbox/target/house").normalize();
    }

    static House build() {
        return new House(DataFolder.open(data()), new Ports(FreePorts.range()), Jars.below(ROOT));
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

    /** Apart, so that who asks for a path alone starts nothing. */
    private static final class Started {

        static final House HOUSE = start();
    }
}
