package io.tillstream.benchmarks;

import static io.tillstream.benchmarks.Contender.Name.DISPATCHER;
import static io.tillstream.benchmarks.Contender.Name.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadinessTest {

    @Test
    void isNotReachedBeforeThreeRounds() {
        assertThat(Steadiness.of(List.of()).reached()).isFalse();
        assertThat(Steadiness.of(rounds(DISPATCHER, 100, 100)).reached()).isFalse();
    }

    @Test
    void looksAtTheLastThreeRoundsOnly() {
        assertThat(Steadiness.of(rounds(DISPATCHER, 20, 100, 102, 104)).reached())
                .isTrue();
        assertThat(Steadiness.of(rounds(DISPATCHER, 100, 100, 100, 106)).reached())
                .isFalse();
    }

    @Test
    void waitsForTheSlowestContender() {
        List<Round> all = new ArrayList<>(rounds(DISPATCHER, 100, 101, 102));
        all.addAll(rounds(FLOOR, 100, 150, 200));
        Steadiness steadiness = Steadiness.of(all);
        assertThat(steadiness.reached()).isFalse();
        assertThat(steadiness)
                .hasToString("Not steady after 3 rounds of warm-up; the last three differ by: floor 100.0 %,"
                        + " dispatcher 2.0 %.");
    }

    private static List<Round> rounds(Contender.Name contender, double... eventsPerCpuSecond) {
        List<Round> all = new ArrayList<>();
        for (double each : eventsPerCpuSecond) {
            all.add(Samples.round(true, all.size() + 1, 0, contender, each));
        }
        return all;
    }
}
