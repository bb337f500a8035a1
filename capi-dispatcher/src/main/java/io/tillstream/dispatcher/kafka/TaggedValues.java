package io.tillstream.dispatcher.kafka;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/**
 * Gauges of one name, one for each value of a tag; they come and go. A gauge that stays is not created again: a scrape at that
 * moment would find it twice, and fail as a whole.
 */
public final class TaggedValues {

    private final MultiGauge gauge;
    private final String tag;
    private volatile Map<String, Double> values = Map.of();

    /** @param gauge whose rows are set only here */
    public TaggedValues(MultiGauge gauge, String tag) {
        this.gauge = gauge;
        this.tag = tag;
    }

    /** @param current all gauges by the value of the tag; others are removed */
    public void show(Map<String, Double> current) {
        values = Map.copyOf(current);
        gauge.register(current.keySet().stream()
                .<MultiGauge.Row<?>>map(
                        each -> MultiGauge.Row.of(Tags.of(tag, each), this, all -> all.values.getOrDefault(each, 0.0)))
                .toList());
    }
}
