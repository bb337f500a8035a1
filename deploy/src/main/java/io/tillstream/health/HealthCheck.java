package io.tillstream.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Ends with 0 when a service of this container is ready, and with 1 when it is not. It speaks HTTP by itself, because an HTTP
 * client would take longer to load than the answer takes.
 */
public final class HealthCheck {

    private static final String READINESS = "/actuator/health/readiness";
    private static final int PATIENCE_MILLIS = 4000;

    private HealthCheck() {}

    /** @param args the path to ask for and the port; by default the readiness probe on MANAGEMENT_PORT */
    public static void main(String[] args) {
        String path = args.length > 0 ? args[0] : READINESS;
        String port = args.length > 1 ? args[1] : System.getenv().getOrDefault("MANAGEMENT_PORT", "");
        try {
            String status = status(Integer.parseInt(port), path);
            // Docker keeps the output of the last checks.
            System.out.println(status);
            System.exit(ok(status) ? 0 : 1);
        } catch (IOException e) {
            System.out.println("No answer on port " + port + ": " + e.getMessage());
            System.exit(1);
        } catch (NumberFormatException e) {
            System.out.println("MANAGEMENT_PORT is not a number: '" + port + "'");
            System.exit(1);
        }
    }

    /** The first line of the answer, such as {@code HTTP/1.1 200}. */
    static String status(int port, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            if (line == null) {
                throw new IOException("the connection was closed");
            }
            return line;
        }
    }

    static boolean ok(String status) {
        return status.matches("HTTP/1\\.[01] 2\\d\\d\\b.*");
    }
}
