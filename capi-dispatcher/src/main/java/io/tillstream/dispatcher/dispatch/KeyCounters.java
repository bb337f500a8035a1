package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.matching.MatchKey;
import io.tillstream.dispatcher.matching.MatchKeys;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts the accepted events that had each key by which Meta matches customers. */
final class KeyCounters {

    private final Map<MatchKey, Counter> counters = new EnumMap<>(MatchKey.class);

    KeyCounters(MeterRegistry registry) {
        for (MatchKey key : MatchKey.values()) {
            counters.put(
                    key,
                    Counter.builder("dispatcher.match.keys")
                            .tag("key", key.text())
                            .description(
                                    "Accepted events that bore the key; fn_ln and ct_zp_country only if all of them were there")
                            .register(registry));
        }
    }

    /** @param events how many events had each set of keys */
    void count(Map<MatchKeys, Integer> events) {
        events.forEach((set, count) -> set.keys().forEach(key -> counter(key).increment(count)));
    }

    private Counter counter(MatchKey key) {
        return Objects.requireNonNull(counters.get(key), "Every key has its counter");
    }
}
