package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.matching.MatchKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Counts the accepted events that had each key by which Meta matches customers. */
final class MatchKeys {

    private final Map<MatchKey, Counter> counters = new EnumMap<>(MatchKey.class);

    MatchKeys(MeterRegistry registry) {
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

    void count(Set<MatchKey> keys) {
        counters.forEach((key, counter) -> {
            if (keys.contains(key)) {
                counter.increment();
            }
        });
    }
}
