package io.tillstream.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the dispatcher's figures change with one quantity. Each value has a new broker, a new sink and a new dispatcher. */
final class Curve implements Command {

    private final String unit;
    private final List<Integer> values;
    private final int orders;
    private final Step step;

    /** Measures at one value. */
    interface Step {
        Map<String, Double> at(int value, House house, int orders);
    }

    /**
     * @param unit   of the value, such as partitions
     * @param values the usual ones
     * @param orders the usual number at each value; 0 when the value is the number
     */
    Curve(String unit, List<Integer> values, int orders, Step step) {
        this.unit = unit;
        this.values = values;
        this.orders = orders;
        this.step = step;
    }

    @Override
    public Set<String> options() {
        return orders == 0 ? Set.of("values") : Set.of("values", "orders");
    }

    @Override
    public Result run(Options options, Path root, Path logs) {
        Origin origin = Origin.of(root);
        int count = options.number("orders", orders);
        List<Result.Point> points = new ArrayList<>();
        for (int value : options.numbers("values", values)) {
            try (House house = new House(root, logs)) {
                Result.Point point = new Result.Point("%,d %s".formatted(value, unit), step.at(value, house, count));
                System.out.println(point);
                points.add(point);
            }
        }
        Map<String, String> settings = new TreeMap<>(options.shown());
        if (count > 0) {
            settings.put("orders", Integer.toString(count));
        }
        return new Result(options.command(), origin, settings, List.of(), List.of(), points);
    }
}
