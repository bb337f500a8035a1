package io.tillstream.sandbox;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds free ports for a stack. */
final class FreePorts {

    private FreePorts() {}

    /** The first of a hundred ports in a row that no other stack uses. */
    static int range() {
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
