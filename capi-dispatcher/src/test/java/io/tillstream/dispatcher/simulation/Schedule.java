package io.tillstream.dispatcher.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What happens in one run. Everything is derived from the seed.
 *
 * @param instances number of dispatchers at the beginning, 1 to 3
 * @param orders    number of orders that are paid during the run
 */
record Schedule(long seed, int instances, int orders, List<Fault> faults) {

    static final long LENGTH = 60_000;
    private static final Fault.Kind[] KINDS = Fault.Kind.values();

    static Schedule of(long seed) {
        Random random = new Random(seed * 7919 + 17);
        int number = 2 + random.nextInt(5);
        List<Fault> faults = new ArrayList<>();
        for (int fault = 0; fault < number; fault++) {
            long from = random.nextLong(LENGTH * 2 / 3);
            long length = 500 + random.nextLong(random.nextBoolean() ? 3_000 : 25_000);
            faults.add(new Fault(KINDS[random.nextInt(KINDS.length)], from, from + length, random.nextInt(12)));
        }
        return new Schedule(seed, 1 + random.nextInt(3), 30 + random.nextInt(90), faults);
    }

    boolean has(Fault.Kind kind, long millis) {
        return faults.stream().anyMatch(fault -> fault.at(millis, kind));
    }

    List<Fault> at(long millis) {
        return faults.stream().filter(fault -> fault.at(millis)).toList();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + instances + " instances, " + orders + " orders:\n"
                + faults.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n"));
    }
}
