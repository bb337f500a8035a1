package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.capi.CapiAnswer.Unreachable.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is known of a request that got no answer. */
@Timeout(60)
class GraphExecutorTest {

    @Test
    void a_host_that_takes_no_connection_or_has_no_name_has_surely_not_received_it() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }

        assertThat(ask("http://localhost:" + nobody)).isEqualTo(Cause.NOT_RECEIVED);
        assertThat(ask("http://nobody.invalid")).isEqualTo(Cause.NOT_RECEIVED);
    }

    @Test
    void a_host_with_which_no_tls_comes_about_has_surely_not_received_it() throws Exception {
        String handshakeFailure = "\u0015\u0003\u0003\u0000\u0002\u0002\u0028";
        try (Host host = new Host(handshakeFailure)) {
            assertThat(ask("https://localhost:" + host.port())).isEqualTo(Cause.NOT_RECEIVED);
        }
    }

    @Test
    void a_connection_that_is_cut_before_or_within_the_answer_leaves_it_in_doubt() throws Exception {
        try (Host silent = new Host("");
                Host cut = new Host("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"events_rec")) {
            assertThat(ask("http://localhost:" + silent.port())).isEqualTo(Cause.NO_ANSWER);
            assertThat(ask("http://localhost:" + cut.port())).isEqualTo(Cause.NO_ANSWER);
        }
    }

    @Test
    void an_answer_that_does_not_come_in_time_leaves_it_in_doubt() throws Exception {
        try (Host slow = new Host(null)) {
            assertThat(ask("http://localhost:" + slow.port(), "300ms")).isEqualTo(Cause.NO_ANSWER);
        }
    }

    private static Cause ask(String api) {
        return ask(api, "20s");
    }

    private static Cause ask(String api, String patience) {
        CapiSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "dispatcher.capi.pixel-id", "1",
                        "dispatcher.capi.access-token", "t",
                        "dispatcher.capi.api-base", api,
                        "dispatcher.capi.connect-timeout", "10s",
                        "dispatcher.capi.request-timeout", patience)))
                .bind("dispatcher.capi", CapiSettings.class)
                .get();
        GraphExecutor executor = new GraphExecutor(settings);
        GraphCall call = new GraphCall(settings, "t", List.of(), executor);
        try {
            executor.execute("POST", api + "/v24.0/1/events", Map.of(), call);
        } catch (IOException e) {
            return ((CapiAnswer.Unreachable) CapiAnswers.failed(api, e)).cause();
        }
        throw new AssertionError("There was an answer");
    }

    /** Answers one request and hangs up. */
    private static final class Host implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        /** @param answer null for none, and the connection stays open */
        Host(String answer) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    Socket client = socket.accept();
                    InputStream request = client.getInputStream();
                    request.read(new byte[8192]);
                    if (answer != null) {
                        client.getOutputStream().write(answer.getBytes(US_ASCII));
                        client.shutdownOutput();
                        request.readAllBytes();
                        client.close();
                    }
                } catch (IOException e) {
                    // The test has ended.
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
