package io.tillstream.sandbox.stack;

import io.tillstream.sandbox.papermoon.PaperMoon;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Kafka, PostgreSQL, the stand-ins and both services, connected only by environment variables, as in production.
 *
 * <p>Kafka and the services are separate processes, so that tests can kill each of them.
 */
public final class Stack implements AutoCloseable {

    public static final String STRIPE_WEBHOOK_SECRET = "whsec_sandbox";

    /** The user name of the console's operator. */
    public static final String OPERATOR = "operator";

    /** A second dataset that the stand-in for Meta knows. By default no order is routed to it. */
    public static final String SECOND_PIXEL_ID = "2222222222222222";

    private static final Duration START = Duration.ofSeconds(90);

    private final DataFolder data;
    private final Ports ports;
    private final Jars jars;
    private final Wiring wiring;
    private final Environments environments;
    private final ServiceProcess broker;
    private final ServiceProcess shop;
    private final List<ServiceProcess> dispatchers = new ArrayList<>();
    private final StandIns standIns;
    private final Database database;

    public Stack(DataFolder data, Ports ports, Jars jars) {
        this(data, ports, jars, Wiring.DIRECT);
    }

    public Stack(DataFolder data, Ports ports, Jars jars, Wiring wiring) {
        this.data = data;
        this.ports = ports;
        this.jars = jars;
        this.wiring = wiring;
        this.environments = new Environments(data, ports);
        this.standIns = new StandIns(data, ports);
        this.database = new Database(data, ports.postgres());
        this.broker = new ServiceProcess(
                "Kafka",
                Stream.concat(
                                Stream.of(
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
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
        this.shop = service("shop-service", jars.shop(), environments.shop(), ports.shopManagement());
        this.dispatchers.add(dispatcher(0));
    }

    /** @param progress receives the name of each part before it starts */
    public void start(StartProgress progress) {
        start(progress, 1);
    }

    /** @param number of dispatchers; they start at the same time */
    public void start(StartProgress progress, int number) {
        data.endLeftovers();
        ports.requireFree();
        progress.step("PostgreSQL and Kafka");
        broker.start();
        data.remember(broker.pid());
        database.start(START);
        progress.step("the stand-ins for Stripe and Meta, and another shop");
        standIns.start();
        KafkaAnswer.await(ports.kafka(), broker, START, broker::alive);
        progress.step("shop-service and capi-dispatcher");
        shop.start();
        data.remember(shop.pid());
        scaleDispatchers(number);
        shop.awaitReady(START);
    }

    public Ports ports() {
        return ports;
    }

    public ServiceProcess broker() {
        return broker;
    }

    /** Starts Kafka if it does not run, and waits until it answers. */
    public void startBroker() {
        if (!broker.alive()) {
            broker.start();
            data.remember(broker.pid());
        }
        KafkaAnswer.await(ports.kafka(), broker, START, broker::alive);
    }

    /** Waits until Kafka answers, also if it does not run: another thread starts it. */
    public void awaitBroker() {
        KafkaAnswer.await(ports.kafka(), broker, START, () -> true);
    }

    public ServiceProcess shop() {
        return shop;
    }

    public ServiceProcess dispatcher() {
        return dispatchers.getFirst();
    }

    /** Starts or stops dispatchers until exactly this number runs; the last ones stop first. */
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

    /** All dispatchers, running and stopped. */
    public List<ServiceProcess> dispatchers() {
        return List.copyOf(dispatchers);
    }

    /** The password of {@link #OPERATOR} for the console and the owner's pages of the shop. */
    public String operatorPassword() {
        return data.operatorPassword();
    }

    /** The key that seals customer data, as set in both services. */
    public String customerDataKeys() {
        return data.customerDataKeys();
    }

    /** Kafka, the shop and all dispatchers. */
    public List<ServiceProcess> processes() {
        return Stream.concat(Stream.of(broker, shop), dispatchers.stream()).toList();
    }

    private ServiceProcess dispatcher(int number) {
        String name = number == 0 ? "capi-dispatcher" : "capi-dispatcher-" + (number + 1);
        return service(name, jars.dispatcher(), environments.dispatcher(name, number), ports.dispatcher(number));
    }

    private ServiceProcess service(String name, Path jar, Map<String, String> environment, int managementPort) {
        return new ServiceProcess(
                name,
                Stream.concat(Jars.options(jar).stream(), Stream.of("-jar", jar.toString()))
                        .toList(),
                wiring.environment(name, environment),
                data.log(name),
                URI.create(url(managementPort) + "/actuator/health/readiness"));
    }

    public static String url(int port) {
        return "http://localhost:" + port;
    }

    /** The address of the static site of another shop. */
    public String paperMoon() {
        return PaperMoon.url(ports.paperMoon());
    }

    /** Stops everything: first the services, then the parts they depend on. */
    @Override
    public void close() {
        shop.stop();
        dispatchers.forEach(ServiceProcess::stop);
        standIns.stop();
        broker.stop();
        database.stop();
        data.close();
    }
}
