package io.tillstream.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The dispatcher beside its peers and the floor, with answers at once and with late ones. */
final class Measure implements Command {

    private static final int ORDERS = 100_000;
    private static final int ROUNDS = 5;
    private static final int MOST_WARM_UPS = 12;
    private static final List<Integer> DELAYS = List.of(0, 50, 200);

    @Override
    public Set<String> options() {
        return Set.of("orders", "rounds", "warm-ups", "delays", "jvm", "no-console");
    }

    @Override
    public Result run(Options options, Path root, Path logs) {
        Origin origin = Origin.of(root);
        int orders = options.number("orders", ORDERS);
        int rounds = options.number("rounds", ROUNDS);
        List<String> notes = new ArrayList<>();
        List<Result.Point> points = new ArrayList<>();
        try (House house = new House(root, logs)) {
            Contenders contenders = new Contenders(house, options.jvmOptions());
            Dispatcher dispatcher = contenders.dispatcher();
            points.add(atRest(dispatcher));
            Rounds all = new Rounds(house, contenders);
            notes.add(all.warmUp(options.number("warm-ups", MOST_WARM_UPS), orders)
                    .toString());
            for (int delay : options.numbers("delays", DELAYS)) {
                all.run(rounds, orders, delay);
            }
            if (!options.given().containsKey("no-console")) {
                System.out.println("Reading the console");
                points.addAll(new Console(dispatcher.port(), dispatcher.program())
                        .read(
                                house.arrivals()
                                        .of(Contender.Name.DISPATCHER.pixel())
                                        .events(),
                                all.examples())
                        .points());
            }
            Map<String, String> settings = new TreeMap<>(options.shown());
            settings.put("orders", Integer.toString(orders));
            settings.put("rounds", Integer.toString(rounds));
            return new Result(options.command(), origin, settings, notes, all.all(), points);
        }
    }

    private static Result.Point atRest(Dispatcher dispatcher) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("ready after, s", dispatcher.readyAfter().toMillis() / 1e3);
        values.put("resident, MB", ResidentMemory.of(dispatcher.program().pid()).now() / (double) (1 << 20));
        return new Result.Point("dispatcher at rest", values);
    }
}
