package io.tillstream.dispatcher;

import io.tillstream.backing.Broker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import kafka.server.KafkaRaftServer;

/** A separate broker, for a test that leaves its topics in an unusual state. */
record OwnBroker(KafkaRaftServer server, String address) implements AutoCloseable {

    static OwnBroker start(Path folder) throws Exception {
        int port = freePort();
        return new OwnBroker(Broker.start(folder, port, freePort()), "localhost:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
