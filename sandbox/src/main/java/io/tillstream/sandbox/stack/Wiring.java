package io.tillstream.sandbox.stack;

import java.util.HashMap;
import java.util.Map;

/**
 * What a stack is wired otherwise than usual, as with proxies between its parts.
 *
 * @param listeners    further ports of the broker, each with the port by which it names itself to whoever comes there
 * @param environments by name of a service, such as capi-dispatcher-2: variables that it has in addition, or with
 *     another value
 */
public record Wiring(Map<Integer, Integer> listeners, Map<String, Map<String, String>> environments) {

    /** Everything connected directly. */
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
