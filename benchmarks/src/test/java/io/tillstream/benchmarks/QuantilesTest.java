package io.tillstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void takesTheValueThatTheShareDoesNotExceed() {
        Quantiles hundred = new Quantiles(IntStream.rangeClosed(1, 100)
                .map(each -> 101 - each)
                .asDoubleStream()
                .toArray());
        assertThat(hundred.at(0.5)).isEqualTo(50);
        assertThat(hundred.at(0.99)).isEqualTo(99);
        assertThat(hundred.at(1)).isEqualTo(100);
        assertThat(new Quantiles(new double[] {7}).at(0.999)).isEqualTo(7);
    }

    @Test
    void doesNotGuessTheSlowestThousandthOfAFew() {
        Map<String, Double> values = new LinkedHashMap<>();
        new Quantiles(new double[] {1, 2, 3}).addTo(values, "whole");
        assertThat(values).containsEntry("whole p99, ms", 3.0).doesNotContainKey("whole p99.9, ms");
    }
}
