package io.tillstream.sandbox;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds free ports for a stack. */
final class FreePorts {

    private static int last = 20900;

    private FreePorts() {}

    /** The first of a hundred ports in a row that no other stack uses. */
    static synchronized int range() {
        for (int range = 0; range < 100; range++) {
            // A stack that is about to start does not use its ports yet.
            last = last < 30900 ? last + 100 : 21000;
            if (free(last) && free(last + 7)) {
                return last;
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
