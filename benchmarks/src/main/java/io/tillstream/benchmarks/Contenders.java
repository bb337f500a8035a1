package io.tillstream.benchmarks;

import io.tillstream.benchmarks.Contender.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All contenders of a house; each waits for orders. */
final class Contenders {

    private static final String TUTORIALS_TOPIC = "benchmark.tutorial";
    private static final String OTHERS_TOPIC = "benchmark.orders";

    private final House house;
    private final Map<Name, List<String>> jvmOptions;
    private final List<Contender> all = new ArrayList<>();
    private final Dispatcher dispatcher;

    /** @param jvmOptions of each contender; one that is not named has what its JVM picks */
    Contenders(House house, Map<Name, List<String>> jvmOptions) {
        this.house = house;
        this.jvmOptions = jvmOptions;
        house.feed().create(List.of(Dispatcher.TOPIC, TUTORIALS_TOPIC, OTHERS_TOPIC), Feed.PARTITIONS);
        start(Name.FLOOR, "Floor", OTHERS_TOPIC);
        this.dispatcher = Dispatcher.start(house, "dispatcher", options(Name.DISPATCHER), Map.of());
        all.add(new Contender(
                Name.DISPATCHER,
                dispatcher.program(),
                Dispatcher.TOPIC,
                () -> house.feed().committed(Dispatcher.GROUP, Dispatcher.TOPIC)));
        start(Name.SDK_IN_THOUSANDS, "SdkInThousands", OTHERS_TOPIC);
        start(Name.TUTORIAL, "Tutorial", TUTORIALS_TOPIC);
    }

    List<Contender> all() {
        return List.copyOf(all);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    private List<String> options(Name name) {
        return jvmOptions.getOrDefault(name, List.of());
    }

    private void start(Name name, String program, String topic) {
        String keys = house.seal().keys();
        Program started = house.startMeasured(
                name.toString(),
                Map.of(),
                options(name),
                List.of(
                        "-classpath",
                        House.CLASSPATH,
                        "io.tillstream.benchmarks.contender." + program,
                        house.kafka(),
                        topic,
                        keys.substring(keys.indexOf(':') + 1),
                        house.sink(),
                        name.pixel()));
        all.add(new Contender(name, started, topic, () -> true));
    }
}
