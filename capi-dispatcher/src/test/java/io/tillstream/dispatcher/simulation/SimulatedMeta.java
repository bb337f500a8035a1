package io.tillstream.dispatcher.simulation;

import io.tillstream.dispatcher.capi.EncodedEvent;
import io.tillstream.dispatcher.capi.MetaDoor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes events, and answers according to the schedule. */
final class SimulatedMeta implements MetaDoor.Meta {

    /**
     * One copy of an event that Meta took.
     *
     * @param sender  the dispatcher that sent it, different after a restart
     * @param began   when its request began; the sender may have been frozen before the request arrived
     * @param told    whether the sender got the answer that it was taken
     */
    record Copy(Instance sender, long began, long at, long eventTime, boolean told) {}

    private record Request(Instance sender, long began, String dataset, List<EncodedEvent> events) {}

    private static final MetaDoor.Reply CODE_1 =
            error(500, "{\"error\":{\"code\":1,\"message\":\"An unknown error occurred\"}}");
    private static final MetaDoor.Reply REFUSED =
            error(400, "{\"error\":{\"code\":100,\"error_subcode\":2804009,\"error_user_msg\":\"Missing Value\"}}");

    private final World world;
    private final Map<String, List<Copy>> taken = new TreeMap<>();
    private int requests;

    /** Events that cause the refusal of every request with them. */
    final Set<String> refused = new TreeSet<>();

    /** Events that cause an error without an explanation in every request with them. */
    final Set<String> inexplicable = new TreeSet<>();

    /** Events that are never counted. */
    final Set<String> uncounted = new TreeSet<>();

    /** Events that cause an unexpected exception in the dispatcher. */
    final Set<String> fatal = new TreeSet<>();

    /** Maximum number of events in a request; a larger one is refused as too large. */
    int most = 1000;

    SimulatedMeta(World world) {
        this.world = world;
    }

    /** Copies of each event and dataset, as event@dataset. */
    Map<String, List<Copy>> taken() {
        return taken;
    }

    int requests() {
        return requests;
    }

    @Override
    public MetaDoor.Reply answer(String sender, String dataset, List<EncodedEvent> events) throws IOException {
        requests++;
        Instance instance = world.instance(sender);
        Request request = new Request(instance, world.clock().elapsed(), dataset, events);
        world.hop(instance);
        boolean other = dataset.equals("777");
        Fault.Kind kind = world.schedule().at(world.clock().elapsed()).stream()
                .filter(fault -> fault.kind().name().startsWith("META_"))
                // A third of the faults concern a single dataset.
                .filter(fault -> fault.target() % 3 != 0 || other == (fault.target() % 2 == 0))
                .map(Fault::kind)
                .findFirst()
                .orElse(null);
        MetaDoor.Reply reply = kind == null ? accept(request, true) : trouble(kind, request);
        world.hop(instance);
        return reply;
    }

    private MetaDoor.Reply trouble(Fault.Kind kind, Request request) throws IOException {
        return switch (kind) {
            case META_UNAVAILABLE -> error(503, "{\"error\":{\"code\":2,\"message\":\"down\",\"is_transient\":true}}");
            case META_HTML -> error(502, "<html>");
            case META_NOT_REACHED -> throw new ConnectException("simulated");
            case META_TIMES_OUT -> {
                perhaps(request);
                world.clock().pass(5_000);
                throw new HttpTimeoutException("simulated");
            }
            case META_RESETS -> {
                perhaps(request);
                throw new SocketException("simulated: connection reset");
            }
            case META_THROTTLES -> error(400, "{\"error\":{\"code\":4,\"message\":\"too many calls\"}}");
            case META_ASKS_TO_WAIT ->
                new MetaDoor.Reply(429, Map.of("Retry-After", "20"), "{\"error\":{\"code\":80004}}");
            case META_REFUSES_THE_TOKEN ->
                error(400, "{\"error\":{\"code\":190,\"error_subcode\":463,\"message\":\"Session has expired\"}}");
            case META_REFUSES_ALL ->
                error(400, "{\"error\":{\"code\":100,\"error_subcode\":2804003,\"message\":\"Invalid\"}}");
            case META_COUNTS_SHORT -> {
                accept(request, false);
                yield error(200, "{\"events_received\":" + (request.events().size() - 1) + "}");
            }
            case META_SAYS_CODE_1 -> CODE_1;
            case META_SAYS_AN_UNKNOWN_CODE -> error(400, "{\"error\":{\"code\":987654}}");
            default -> {
                // Slow.
                world.clock().pass(3_000);
                world.hop(request.sender());
                yield accept(request, true);
            }
        };
    }

    /** The sender cannot know whether it took the events. */
    private void perhaps(Request request) {
        if (world.random().nextBoolean()) {
            accept(request, false);
        }
    }

    private MetaDoor.Reply accept(Request request, boolean told) {
        List<EncodedEvent> events = request.events();
        if (events.size() > most) {
            return error(413, "<html>Request Entity Too Large</html>");
        }
        if (events.stream().anyMatch(event -> fatal.contains(event.id()))) {
            throw new IllegalStateException("simulated: an unexpected error in the dispatcher");
        }
        if (events.stream().anyMatch(event -> refused.contains(event.id()))) {
            return REFUSED;
        }
        if (events.stream().anyMatch(event -> inexplicable.contains(event.id()))) {
            return CODE_1;
        }
        for (EncodedEvent event : events) {
            taken.computeIfAbsent(event.id() + "@" + request.dataset(), each -> new ArrayList<>())
                    .add(new Copy(
                            request.sender(),
                            request.began(),
                            world.clock().elapsed(),
                            event.time().toEpochMilli(),
                            told));
        }
        long counted =
                events.stream().filter(event -> !uncounted.contains(event.id())).count();
        return error(200, "{\"events_received\":" + counted + ",\"fbtrace_id\":\"A1\"}");
    }

    private static MetaDoor.Reply error(int status, String body) {
        return new MetaDoor.Reply(status, Map.of(), body);
    }
}
