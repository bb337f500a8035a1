package io.tillstream.sandbox.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** The ports of the sandbox. They are one range, so that one setting moves all of them. */
public record Ports(int first) {

    public int shop() {
        return first;
    }

    public int dispatcher() {
        return first + 1;
    }

    public int stripe() {
        return first + 2;
    }

    public int meta() {
        return first + 3;
    }

    public int shopManagement() {
        return first + 4;
    }

    public int kafka() {
        return first + 5;
    }

    int kafkaController() {
        return first + 6;
    }

    public int postgres() {
        return first + 7;
    }

    public int traffic() {
        return first + 8;
    }

    /** The static site of another shop. */
    public int paperMoon() {
        return first + 9;
    }

    /** @param number of the dispatcher, from 0 */
    public int dispatcher(int number) {
        return number == 0 ? dispatcher() : first + 9 + number;
    }

    /** @throws SandboxProblem if one of the ports is in use */
    void requireFree() {
        for (int port : List.of(
                shop(),
                dispatcher(),
                stripe(),
                meta(),
                shopManagement(),
                kafka(),
                kafkaController(),
                postgres(),
                traffic(),
                paperMoon())) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new SandboxProblem(
                        "Port " + port + " is in use by another program. The sandbox uses ten ports from " + first
                                + " on: stop that program, or move the sandbox, for example: SANDBOX_PORT="
                                + (first < 40_000 ? first + 10_000 : 8080)
                                + " ./mvnw -Psandbox package",
                        e);
            }
        }
    }
}
