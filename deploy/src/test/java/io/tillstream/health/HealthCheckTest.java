package io.tillstream.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/actuator/health/readiness", 200);
        answer("/away", 503);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void a_service_that_is_ready_ends_the_check_with_0() throws Exception {
        assertThat(check("" + service.getAddress().getPort())).isZero();
    }

    @Test
    void a_service_that_is_not_ready_ends_it_with_1() throws Exception {
        assertThat(check("", "/away", "" + service.getAddress().getPort())).isOne();
    }

    @Test
    void a_port_on_which_nobody_answers_ends_it_with_1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int free = taken.getLocalPort();
            taken.close();
            assertThat(check("" + free)).isOne();
        }
    }

    @Test
    void a_missing_port_ends_it_with_1() throws Exception {
        assertThat(check("")).isOne();
    }

    @Test
    void a_service_that_closes_the_connection_without_an_answer_is_not_ready() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    silent.accept().close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> HealthCheck.status(silent.getLocalPort(), "/"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void only_200_to_299_mean_ready() {
        assertThat(HealthCheck.ok("HTTP/1.1 200 ")).isTrue();
        assertThat(HealthCheck.ok("HTTP/1.1 204 No Content")).isTrue();
        assertThat(HealthCheck.ok("HTTP/1.1 302 ")).isFalse();
        assertThat(HealthCheck.ok("HTTP/1.1 503 ")).isFalse();
        assertThat(HealthCheck.ok("SSH-2.0-OpenSSH")).isFalse();
    }

    /** The exit code of the check, run as in an image. */
    private static int check(String managementPort, String... arguments) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        "target/classes",
                        HealthCheck.class.getName())
                .inheritIO();
        command.command().addAll(java.util.List.of(arguments));
        command.environment().put("MANAGEMENT_PORT", managementPort);
        Process process = command.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void answer(String path, int status) {
        service.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }
}
