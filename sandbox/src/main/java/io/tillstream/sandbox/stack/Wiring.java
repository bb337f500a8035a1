package io.tillstream.sandbox.stack;

import java.util.HashMap;
import java.util.Map;

/**
 * Changes to the usual wiring of a stack, for example proxies between its parts.
 *
 * @param listeners    additional ports of the broker, each with the port that the broker advertises to clients there
 * @param environments by service name, such as capi-dispatcher-2: variables that are added or replaced
 */
public record Wiring(Map<Integer, Integer> listeners, Map<String, Map<String, String>> environments) {

    /** All parts connected directly. */
    public static final Wiring DIRECT = new Wiring(Map.of(), Map.of());

    public Wiring {
        listeners = Map.copyOf(listeners);
        environments = Map.copyOf(environments);
    }

    Map<String, String> environment(String service, Map<String, String> usual) {
        Map<String, String> all = new HashMap<>(usual);
        all.putAll(environments.getOrDefault(service, Map.of()));
        return all;
    }
}
