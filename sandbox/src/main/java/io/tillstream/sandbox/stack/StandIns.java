package io.tillstream.sandbox.stack;

import io.tillstream.sandbox.meta.MetaStandIn;
import io.tillstream.sandbox.papermoon.PaperMoon;
import io.tillstream.sandbox.stripe.StripeStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The stand-ins for Stripe and Meta, and the site of another shop, in the sandbox's own process. */
final class StandIns {

    private final DataFolder data;
    private final Ports ports;
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private @Nullable PaperMoon paperMoon;

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
        startPaperMoon();
    }

    private void startPaperMoon() {
        PaperMoon.Neighbours neighbours = new PaperMoon.Neighbours(
                Stack.url(ports.shop()),
                Stack.url(ports.stripe()),
                Stack.url(ports.meta()),
                Environments.META_PIXEL_ID);
        try {
            paperMoon = PaperMoon.start(ports.paperMoon(), neighbours, Environments.STRIPE_SECRET_KEY);
        } catch (IOException e) {
            throw new SandboxProblem("The site of the other shop did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("Interrupted while the site of the other shop was starting", e);
        }
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
        if (paperMoon != null) {
            paperMoon.close();
        }
        running.reversed().forEach(ConfigurableApplicationContext::close);
    }
}
