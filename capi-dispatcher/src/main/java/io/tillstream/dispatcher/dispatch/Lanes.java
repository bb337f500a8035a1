package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.operator.Actions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The brake and the suspects of each dataset. They are lost when this instance ends. */
@Component
class Lanes {

    /** The brake for customers' seals; that of a dataset has its number. */
    static final String SEALS = "seals";

    /** The brake for unforeseen exceptions. */
    static final String UNEXPECTED = "unexpected";

    /** More than any shop has of datasets and keys; those beyond it share the brake of seals. */
    private static final int MOST = 100;

    private final Clock steadyClock;
    private final DispatchSettings settings;
    private final Actions actions;
    private final MeterRegistry registry;
    private final Map<String, Brake> brakes = new ConcurrentHashMap<>();
    private final Map<String, Suspects> suspects = new ConcurrentHashMap<>();

    Lanes(Clock steadyClock, DispatchSettings settings, Actions actions, MeterRegistry registry) {
        this.steadyClock = steadyClock;
        this.settings = settings;
        this.actions = actions;
        this.registry = registry;
        brake(SEALS);
    }

    /** @param of a dataset's number, {@value #SEALS}, {@value #UNEXPECTED}, or an unknown key's id */
    Brake brake(String of) {
        Brake brake = brakes.computeIfAbsent(brakes.containsKey(of) || brakes.size() < MOST ? of : SEALS, each -> {
            Brake made = new Brake(steadyClock, settings.probeEvery());
            Gauge.builder("dispatcher.brake", made, one -> one.pulled() ? 1 : 0)
                    .tag("of", each)
                    .description(
                            "1 while nearly everything is refused, so that nothing more is dead-lettered and orders wait")
                    .register(registry);
            return made;
        });
        brake.released(actions.released(of));
        return brake;
    }

    /** Names of the brakes for unknown keys that are pulled; those of datasets are numbers. */
    List<String> pulledForKeys() {
        return brakes.entrySet().stream()
                .filter(brake ->
                        brake.getKey().startsWith("key ") && brake.getValue().pulled())
                .map(Map.Entry::getKey)
                .toList();
    }

    Suspects suspects(String dataset) {
        return suspects.computeIfAbsent(dataset, each -> new Suspects(steadyClock, settings.culpritPatience()));
    }
}
