package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private ServerSocket echo;
    private TcpProxy proxy;
    private int port;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 10, HERE);
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket caller = echo.accept();
                    Thread.ofVirtual().start(() -> repeat(caller));
                } catch (IOException e) {
                    // The test has ended.
                }
            }
        });
        try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
            port = free.getLocalPort();
        }
        proxy = new TcpProxy(port, echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void bytes_are_forwarded_in_both_directions() throws IOException {
        try (Socket caller = call()) {
            assertThat(echoed(caller)).isEqualTo("hello");
            caller.shutdownOutput();
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void each_direction_has_its_own_latency() throws IOException {
        proxy.latency(TcpProxy.Way.BACK, Duration.ofMillis(300));
        try (Socket caller = call()) {
            long started = System.nanoTime();
            assertThat(echoed(caller)).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void the_bandwidth_is_limited() throws IOException {
        proxy.bandwidth(20);
        try (Socket caller = call()) {
            long started = System.nanoTime();
            assertThat(echoed(caller)).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void a_silent_line_forwards_its_bytes_later() throws IOException {
        try (Socket caller = call()) {
            assertThat(echoed(caller)).isEqualTo("hello");
            proxy.blackhole();
            caller.setSoTimeout(300);
            assertThatThrownBy(() -> echoed(caller)).isInstanceOf(SocketTimeoutException.class);
            caller.setSoTimeout(5000);
            proxy.heal();
            assertThat(caller.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(UTF_8));
        }
    }

    @Test
    void a_cut_line_is_reset_and_new_ones_are_accepted() throws IOException {
        try (Socket caller = call()) {
            assertThat(echoed(caller)).isEqualTo("hello");
            proxy.cut();
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket caller = call()) {
            assertThat(echoed(caller)).isEqualTo("hello");
        }
    }

    @Test
    void a_half_closed_line_still_accepts_bytes() throws IOException {
        try (Socket caller = call()) {
            assertThat(echoed(caller)).isEqualTo("hello");
            proxy.halfClose(TcpProxy.Way.BACK);
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
            caller.getOutputStream().write(1);
        }
    }

    @Test
    void new_connections_are_refused_while_open_ones_stay() throws IOException {
        try (Socket caller = call()) {
            assertThat(echoed(caller)).isEqualTo("hello");
            proxy.refuse();
            assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
            assertThat(echoed(caller)).isEqualTo("hello");
            proxy.heal();
            call().close();
        }
    }

    private Socket call() throws IOException {
        Socket caller = new Socket(HERE, port);
        caller.setSoTimeout(5000);
        return caller;
    }

    private static String echoed(Socket caller) throws IOException {
        caller.getOutputStream().write("hello".getBytes(UTF_8));
        return new String(caller.getInputStream().readNBytes(5), UTF_8);
    }

    private static void repeat(Socket caller) {
        try (caller) {
            caller.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException e) {
            // The caller has disconnected.
        }
    }
}
