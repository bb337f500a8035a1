package io.tillstream.sandbox.stack;

import io.tillstream.sandbox.meta.MetaStandIn;
import io.tillstream.sandbox.stripe.StripeStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The stand-ins for Stripe and Meta, in the sandbox's own process. */
final class StandIns {

    private final DataFolder data;
    private final Ports ports;
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    StandIns(DataFolder data, Ports ports) {
        this.data = data;
        this.ports = ports;
    }

    void start() {
        start(
                StripeStandIn.class,
                ports.stripe(),
                data.folder("stripe").resolve("journal.jsonl"),
                "sandbox.secret-key=" + Environments.STRIPE_SECRET_KEY,
                "sandbox.webhook-secret=" + Stack.STRIPE_WEBHOOK_SECRET,
                "sandbox.webhook-url=" + Stack.url(ports.shop()) + "/stripe/webhook");
        start(
                MetaStandIn.class,
                ports.meta(),
                data.folder("meta").resolve("journal.jsonl"),
                "sandbox.pixel-id=" + Environments.META_PIXEL_ID,
                "sandbox.second-pixel-id=" + Stack.SECOND_PIXEL_ID,
                "sandbox.access-token=" + Environments.META_ACCESS_TOKEN);
    }

    private void start(Class<?> application, int port, Path journal, String... properties) {
        running.add(new SpringApplicationBuilder(application)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties(properties)
                .properties("server.port=" + port, "sandbox.journal=" + journal)
                .run());
    }

    void stop() {
        running.reversed().forEach(ConfigurableApplicationContext::close);
    }
}
