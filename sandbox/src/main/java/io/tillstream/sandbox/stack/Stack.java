package io.tillstream.sandbox.stack;

import io.tillstream.sandbox.meta.MetaStandIn;
import io.tillstream.sandbox.stripe.StripeStandIn;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Kafka, PostgreSQL, the stand-ins and both services, wired as a shop would wire them: by environment variables alone.
 *
 * <p>Kafka and the services are processes of their own, so that each can be killed as it would be in production.
 */
public final class Stack implements AutoCloseable {

    static final String STRIPE_SECRET_KEY = "sk_test_sandbox";
    public static final String STRIPE_WEBHOOK_SECRET = "whsec_sandbox";
    /** Name of the one who may act in the console. */
    public static final String OPERATOR = "operator";

    static final String META_PIXEL_ID = "1234567890123456";
    /** A dataset that the stand-in for Meta knows beside the usual one; nothing is routed to it by default. */
    public static final String SECOND_PIXEL_ID = "2222222222222222";

    static final String META_ACCESS_TOKEN = "sandbox-token";
    private static final Duration START = Duration.ofSeconds(90);

    private final DataFolder data;
    private final Ports ports;
    private final Jars jars;
    private final Wiring wiring;
    private final ServiceProcess broker;
    private final ServiceProcess shop;
    private final List<ServiceProcess> dispatchers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> standIns = new ArrayList<>();
    private @Nullable EmbeddedPostgres postgres;

    public Stack(DataFolder data, Ports ports, Jars jars) {
        this(data, ports, jars, Wiring.DIRECT);
    }

    public Stack(DataFolder data, Ports ports, Jars jars, Wiring wiring) {
        this.data = data;
        this.ports = ports;
        this.jars = jars;
        this.wiring = wiring;
        this.broker = new ServiceProcess(
                "Kafka",
                Stream.concat(
                                Stream.of(
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-classpath",
                                        System.getProperty("java.class.path"),
                                        "io.tillstream.backing.Broker",
                                        data.folder("kafka").toString(),
                                        Integer.toString(ports.kafka()),
                                        Integer.toString(ports.kafkaController())),
                                wiring.listeners().entrySet().stream()
                                        .map(each -> each.getKey() + "=" + each.getValue()))
                        .toList(),
                Map.of(),
                data.log("kafka"),
                null);
        this.shop = service("shop-service", jars.shop(), shopEnvironment(), ports.shopManagement());
        this.dispatchers.add(dispatcher(0));
    }

    /** @param progress told what is being started, in a few words */
    public void start(StartProgress progress) {
        data.endLeftovers();
        ports.requireFree();
        progress.step("PostgreSQL and Kafka");
        broker.start();
        data.remember(broker.pid());
        startPostgres();
        progress.step("the stand-ins for Stripe and Meta");
        startStandIns();
        KafkaAnswer.await(ports.kafka(), broker, START);
        progress.step("shop-service and capi-dispatcher");
        shop.start();
        data.remember(shop.pid());
        dispatcher().start();
        data.remember(dispatcher().pid());
        shop.awaitReady(START);
        dispatcher().awaitReady(START);
    }

    public Ports ports() {
        return ports;
    }

    public ServiceProcess broker() {
        return broker;
    }

    public ServiceProcess shop() {
        return shop;
    }

    public ServiceProcess dispatcher() {
        return dispatchers.getFirst();
    }

    /** Starts dispatchers beside those that there are, or stops the last ones, until there are this many running. */
    public void scaleDispatchers(int number) {
        while (dispatchers.size() < number) {
            dispatchers.add(dispatcher(dispatchers.size()));
        }
        for (ServiceProcess each : dispatchers.subList(0, number)) {
            if (!each.alive()) {
                each.start();
                data.remember(each.pid());
            }
        }
        dispatchers.subList(0, number).forEach(each -> each.awaitReady(START));
        dispatchers.subList(number, dispatchers.size()).forEach(ServiceProcess::stop);
    }

    /** Those that run and those that were stopped. */
    public List<ServiceProcess> dispatchers() {
        return List.copyOf(dispatchers);
    }

    /** With which {@link #OPERATOR} signs in to the console, and to the owner's pages of the shop. */
    public String operatorPassword() {
        return data.operatorPassword();
    }

    /** The key that seals customers, as both services have it. */
    public String customerDataKeys() {
        return data.customerDataKeys();
    }

    /** Everything that is a process of its own. */
    public List<ServiceProcess> processes() {
        return Stream.concat(Stream.of(broker, shop), dispatchers.stream()).toList();
    }

    private void startPostgres() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data.folder("postgresql"))
                    .setCleanDataDirectory(false)
                    .setPort(ports.postgres())
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                            data.log("postgresql").toFile()))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                            data.log("postgresql").toFile()))
                    // Made for tests, it would give up what keeps commits through a crash.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("log_statement", "none")
                    .setServerConfig("log_error_verbosity", "terse")
                    .setPGStartupWait(START)
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new SandboxProblem(
                    "PostgreSQL did not start: " + e.getMessage() + ". Its log is " + data.log("postgresql"), e);
        }
    }

    private void startStandIns() {
        standIns.add(standIn(
                StripeStandIn.class,
                ports.stripe(),
                data.folder("stripe").resolve("journal.jsonl"),
                "sandbox.secret-key=" + STRIPE_SECRET_KEY,
                "sandbox.webhook-secret=" + STRIPE_WEBHOOK_SECRET,
                "sandbox.webhook-url=" + url(ports.shop()) + "/stripe/webhook"));
        standIns.add(standIn(
                MetaStandIn.class,
                ports.meta(),
                data.folder("meta").resolve("journal.jsonl"),
                "sandbox.pixel-id=" + META_PIXEL_ID,
                "sandbox.second-pixel-id=" + SECOND_PIXEL_ID,
                "sandbox.access-token=" + META_ACCESS_TOKEN));
    }

    private static ConfigurableApplicationContext standIn(
            Class<?> application, int port, Path journal, String... properties) {
        return new SpringApplicationBuilder(application)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties(properties)
                .properties("server.port=" + port, "sandbox.journal=" + journal)
                .run();
    }

    private ServiceProcess dispatcher(int number) {
        String name = number == 0 ? "capi-dispatcher" : "capi-dispatcher-" + (number + 1);
        return service(
                name,
                jars.dispatcher(),
                Map.ofEntries(
                        Map.entry("HOSTNAME", name),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka()),
                        Map.entry("CUSTOMER_DATA_KEYS", data.customerDataKeys()),
                        Map.entry("META_PIXEL_ID", META_PIXEL_ID),
                        Map.entry("META_ACCESS_TOKEN", META_ACCESS_TOKEN),
                        Map.entry("META_API_BASE", url(ports.meta())),
                        Map.entry("CONSOLE_OPERATORS", OPERATOR + ":" + operatorPassword()),
                        Map.entry("MANAGEMENT_PORT", Integer.toString(ports.dispatcher(number)))),
                ports.dispatcher(number));
    }

    private Map<String, String> shopEnvironment() {
        return Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka()),
                Map.entry("DATABASE_URL", "postgresql://postgres:postgres@localhost:" + ports.postgres() + "/postgres"),
                Map.entry("CUSTOMER_DATA_KEYS", data.customerDataKeys()),
                Map.entry("PUBLIC_BASE_URL", url(ports.shop())),
                Map.entry("STRIPE_SECRET_KEY", STRIPE_SECRET_KEY),
                Map.entry("STRIPE_WEBHOOK_SECRET", STRIPE_WEBHOOK_SECRET),
                Map.entry("STRIPE_API_BASE", url(ports.stripe())),
                Map.entry("META_PIXEL_ID", META_PIXEL_ID),
                Map.entry("META_PIXEL_SCRIPT_URL", url(ports.meta()) + "/en_US/fbevents.js"),
                Map.entry("DISPATCHER_URL", url(ports.dispatcher())),
                Map.entry("RECONCILER_EVERY", "20s"),
                Map.entry("CHECKOUT_PROMOTION_CODES", "true"),
                Map.entry("CHECKOUT_PHONE", "true"),
                Map.entry("DEMO_PRODUCTS", "true"),
                Map.entry("SHOP_OWNERS", OPERATOR + ":" + operatorPassword()),
                Map.entry(
                        "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
                        "health,info,prometheus,reconciliation,heldorders"),
                Map.entry("PORT", Integer.toString(ports.shop())),
                Map.entry("MANAGEMENT_PORT", Integer.toString(ports.shopManagement())));
    }

    private ServiceProcess service(String name, Path jar, Map<String, String> environment, int managementPort) {
        return new ServiceProcess(
                name,
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                wiring.environment(name, environment),
                data.log(name),
                URI.create(url(managementPort) + "/actuator/health/readiness"));
    }

    public static String url(int port) {
        return "http://localhost:" + port;
    }

    /** Stops everything, what depends on others first. */
    @Override
    public void close() {
        shop.stop();
        dispatchers.forEach(ServiceProcess::stop);
        standIns.reversed().forEach(ConfigurableApplicationContext::close);
        broker.stop();
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new SandboxProblem("PostgreSQL did not stop: " + e.getMessage(), e);
        }
        data.close();
    }
}
