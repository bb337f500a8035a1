package io.tillstream.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dispatcher from its jar, with default settings except for the addresses.
 *
 * @param port       of its console and its health
 * @param readyAfter from its start until it is ready
 */
record Dispatcher(Program program, int port, Duration readyAfter) {

    static final String TOPIC = "shop.order-completed.v1";
    static final String RECEIPTS = "capi.receipts.v1";
    static final String GROUP = "capi-dispatcher";

    /**
     * Starts one and waits until it is ready.
     *
     * @param instance its name in the group
     * @param settings additional variables of its environment
     */
    static Dispatcher start(House house, String instance, List<String> jvmOptions, Map<String, String> settings) {
        int port = House.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "GROUP_INSTANCE_ID",
                instance,
                "KAFKA_BOOTSTRAP_SERVERS",
                house.kafka(),
                "CUSTOMER_DATA_KEYS",
                house.seal().keys(),
                "META_PIXEL_ID",
                Contender.Name.DISPATCHER.pixel(),
                "META_ACCESS_TOKEN",
                "benchmark-token",
                "META_API_BASE",
                house.sink(),
                "MANAGEMENT_PORT",
                Integer.toString(port)));
        environment.put("CONSOLE_OPERATORS", Console.OPERATOR + ":" + Console.PASSWORD);
        environment.putAll(settings);
        long started = System.nanoTime();
        Program program = house.startMeasured(
                instance,
                environment,
                jvmOptions,
                List.of("-jar", house.jar("capi-dispatcher").toString()));
        House.awaitReady(program, new Health(port)::ready);
        return new Dispatcher(program, port, Duration.ofNanos(System.nanoTime() - started));
    }
}
