package io.tillstream.backing;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** A broker with given settings in a container. A class of its own, as not every module has Testcontainers. */
final class LockedContainer {

    private LockedContainer() {}

    /**
     * Starts it with this machine's network and a copy of the folder, so that addresses and paths are the same inside and outside.
     *
     * @return stops it
     */
    @SuppressWarnings("resource") // The caller closes it.
    static Runnable start(Path folder, Properties config) throws IOException {
        Path settings = folder.resolve("server.properties");
        try (Writer file = Files.newBufferedWriter(settings)) {
            config.store(file, null);
        }
        GenericContainer<?> container = new GenericContainer<>("apache/kafka:4.2.1")
                .withNetworkMode("host")
                // The files are for this user only.
                .withCreateContainerCmdModifier(command -> command.withUser("root"))
                .withEnv("KAFKA_OPTS", "-D" + Tokens.ALLOWED + "=" + System.getProperty(Tokens.ALLOWED, ""))
                .withCopyFileToContainer(MountableFile.forHostPath(folder), folder.toString())
                .withCopyFileToContainer(MountableFile.forHostPath(settings), "/mnt/shared/config/server.properties")
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        container.start();
        return container::stop;
    }
}
