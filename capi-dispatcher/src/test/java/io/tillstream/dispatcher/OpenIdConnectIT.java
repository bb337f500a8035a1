package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.backing.Backing;
import io.tillstream.provider.OpenIdProvider;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Users who sign in with OpenID Connect (openid.net/specs/openid-connect-core-1_0.html). */
class OpenIdConnectIT {

    private static final String REGISTRATION = "spring.security.oauth2.client.registration.company.";

    private static MetaStub meta;
    private static String providersUrl;
    private static ConfigurableApplicationContext provider;
    private static ConfigurableApplicationContext dispatcher;

    @BeforeAll
    static void start() throws Exception {
        meta = new MetaStub();
        int port = freePort();
        int providersPort = freePort();
        providersUrl = "http://localhost:" + providersPort;
        provider = RunningDispatcher.oneAtATime(
                () -> OpenIdProvider.start(providersPort, "http://localhost:" + port + "/login/oauth2/code/company"));
        Map<String, Object> settings = new HashMap<>();
        settings.put("MANAGEMENT_PORT", Integer.toString(port));
        settings.put("CONSOLE_OPERATORS", "");
        settings.put(REGISTRATION + "client-id", OpenIdProvider.CLIENT);
        settings.put(REGISTRATION + "client-secret", OpenIdProvider.SECRET);
        settings.put(REGISTRATION + "client-name", "The company");
        settings.put(REGISTRATION + "scope", "openid,profile");
        settings.put("spring.security.oauth2.client.provider.company.issuer-uri", providersUrl);
        settings.put("dispatcher.access.operator-groups", "shop-operators");
        settings.put("dispatcher.access.analyst-groups", "shop-analysts");
        dispatcher = RunningDispatcher.start(Backing.kafka(), meta.url(), settings);
    }

    @AfterAll
    static void stop() {
        dispatcher.close();
        provider.close();
        meta.close();
    }

    @Test
    void an_operator_acts_and_the_audit_log_has_their_name() throws Exception {
        ConsoleReader olga = signedIn("olga", "shop-operators");

        assertThat(olga.page("/config")).contains("olga, operator", "Send a test event");
        assertThat(olga.post("/config/test-event", "code", "TEST12").body()).contains("Meta took it");
        assertThat(olga.page("/audit")).contains("olga", "TEST12");
    }

    @Test
    void an_analyst_reads_and_may_not_act() throws Exception {
        ConsoleReader ann = signedIn("ann", "shop-analysts");

        assertThat(ann.page("/config")).contains("ann, analyst");
        assertThat(ann.post("/pause", "why", "I should not").statusCode()).isEqualTo(403);
    }

    @Test
    void a_user_of_neither_group_reads_nothing() throws Exception {
        ConsoleReader eve = signedIn("eve", "accounting");

        assertThat(eve.get("/quality").statusCode()).isEqualTo(403);
    }

    private static ConsoleReader signedIn(String name, String password) throws Exception {
        ConsoleReader reader = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));
        assertThat(reader.page("/"))
                .contains("The company", "/oauth2/authorization/company")
                .doesNotContain("type=\"password\"");
        URI form = reader.get("/oauth2/authorization/company").uri();
        assertThat(form.toString()).startsWith(providersUrl + "/login");
        reader.postTo(form.toString(), "username", name, "password", password);
        reader.get("/config");
        return reader;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
