package io.tillstream.backing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A program that runs one Kafka node as broker and controller. */
public final class Broker {

    private Broker() {}

    /**
     * Runs a broker until the process is stopped.
     *
     * @param arguments the data folder, which is kept; the port; the controller's port; then any number of additional
     *     ports with the port of their proxy, such as 9192=9193
     */
    public static void main(String[] arguments) throws Exception {
        Map<Integer, Integer> proxied = new TreeMap<>();
        for (String each : Arrays.copyOfRange(arguments, 3, arguments.length)) {
            String[] ports = each.split("=", 2);
            proxied.put(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        }
        Path data = Path.of(arguments[0]).toAbsolutePath();
        Properties config = config(data, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), proxied);
        // After a kill the controller keeps the broker's registration for this long; the default is 9 s.
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        KafkaRaftServer server = start(data, config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.awaitShutdown();
    }

    /**
     * Starts a broker in this process.
     *
     * @param folder the data folder, which is kept
     */
    public static KafkaRaftServer start(Path folder, int port, int controllerPort) throws Exception {
        Path data = folder.toAbsolutePath();
        return start(data, config(data, port, controllerPort, Map.of()));
    }

    /** @param data the absolute path of the data folder */
    static KafkaRaftServer start(Path data, Properties config) throws Exception {
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
        server.startup();
        return server;
    }

    private static void format(Path data) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setClusterId(Uuid.randomUuid().toString());
        formatter.setNodeId(1);
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setMetadataLogDirectory(data.toString());
        formatter.addDirectory(data.toString());
        formatter.run();
    }

    /** @param proxied additional ports, each with the port of the proxy that is advertised to clients there */
    static Properties config(Path data, int port, int controllerPort, Map<Integer, Integer> proxied) {
        StringBuilder listeners = new StringBuilder("PLAINTEXT://localhost:" + port);
        StringBuilder advertised = new StringBuilder(listeners);
        StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        proxied.forEach((own, proxy) -> {
            listeners.append(",PROXIED").append(own).append("://localhost:").append(own);
            advertised.append(",PROXIED").append(own).append("://localhost:").append(proxy);
            protocols.append(",PROXIED").append(own).append(":PLAINTEXT");
        });
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listeners", listeners + ",CONTROLLER://localhost:" + controllerPort);
        config.put("advertised.listeners", advertised.toString());
        config.put("listener.security.protocol.map", protocols.toString());
        config.put("log.dirs", data.toString());
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("auto.create.topics.enable", "false");
        config.put("group.initial.rebalance.delay.ms", "0");
        // The default takes 128 MB of the heap; this is enough for 300,000 keys at a time.
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        return config;
    }
}
