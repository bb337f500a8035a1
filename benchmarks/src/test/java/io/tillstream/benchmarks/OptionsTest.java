package io.tillstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Map<String, Set<String>> KNOWN =
            Map.of("measure", Set.of("orders", "delays", "jvm"), "batch", Set.of("sizes"));

    @Test
    void takesNumbersAndTheUsualOnesWhereNoneAreGiven() {
        Options options = Options.of("measure --orders=10000 --delays=0,50", KNOWN);
        assertThat(options.number("orders", 1)).isEqualTo(10_000);
        assertThat(options.numbers("delays", List.of(7))).containsExactly(0, 50);
        assertThat(options.number("rounds", 5)).isEqualTo(5);
    }

    @Test
    void givesEachContenderItsOwnJvmOptions() {
        Options options =
                Options.of("measure --jvm=dispatcher:-XX:+UseParallelGC,-Xmn64m --jvm=floor:-XX:+UseSerialGC", KNOWN);
        assertThat(options.jvmOptions())
                .containsEntry(Contender.Name.DISPATCHER, List.of("-XX:+UseParallelGC", "-Xmn64m"))
                .containsEntry(Contender.Name.FLOOR, List.of("-XX:+UseSerialGC"));
        assertThat(options.shown()).containsEntry("jvm floor", "-XX:+UseSerialGC");
    }

    @Test
    void keepsAResultOnlyWhenAsked() {
        assertThat(Options.of("measure", KNOWN).keep()).isFalse();
        assertThat(Options.of("measure --keep", KNOWN).keep()).isTrue();
    }

    @Test
    void namesWhatItKnowsWhenAWordIsWrong() {
        assertThatThrownBy(() -> Options.of("weigh", KNOWN)).hasMessageContaining("batch, measure");
        assertThatThrownBy(() -> Options.of("batch --orders=1", KNOWN)).hasMessageContaining("--keep, --sizes");
        assertThatThrownBy(() -> Options.of("measure --jvm=ferrari:-Xmx1g", KNOWN))
                .hasMessageContaining("floor, dispatcher, sdk, tutorial");
        assertThatThrownBy(() -> Options.of("measure --orders=many", KNOWN).number("orders", 1))
                .hasMessageContaining("--orders=many is not a number");
    }
}
