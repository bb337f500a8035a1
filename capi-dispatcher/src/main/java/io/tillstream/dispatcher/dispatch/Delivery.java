package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Requests to one dataset and what their answers mean for the events in them. */
@Component
class Delivery {

    private static final Duration AT_ONCE = Duration.ofMillis(200);
    private static final Duration UNTIL_KAFKA_WRITES = Duration.ofSeconds(2);
    private static final Duration UNTIL_A_RULE_CHANGES = Duration.ofSeconds(15);

    /** What orders wait for while Kafka takes no receipts. */
    static final String RECEIPTS = "receipts";

    private final Capi capi;
    private final Receipts receipts;
    private final Settlement settlement;
    private final Lanes lanes;
    private final Troubles troubles;
    private final MetaTroubles metaTroubles;
    private final AttemptLog attempts;
    private final DispatchTraces traces;
    private final DispatchMetrics metrics;
    private final DispatchSettings settings;
    private final RandomGenerator random;

    Delivery(
            Capi capi,
            Receipts receipts,
            Settlement settlement,
            Lanes lanes,
            Troubles troubles,
            MetaTroubles metaTroubles,
            AttemptLog attempts,
            DispatchTraces traces,
            DispatchMetrics metrics,
            DispatchSettings settings,
            RandomGenerator random) {
        this.capi = capi;
        this.receipts = receipts;
        this.settlement = settlement;
        this.lanes = lanes;
        this.troubles = troubles;
        this.metaTroubles = metaTroubles;
        this.attempts = attempts;
        this.traces = traces;
        this.metrics = metrics;
        this.settings = settings;
        this.random = random;
    }

    /** Sends events to a dataset, in as many requests as it takes. Each is settled then, or waits. */
    void deliver(String dataset, List<Outgoing> events, Lease lease, Waits waits) {
        Brake brake = lanes.brake(dataset);
        Deque<List<Outgoing>> requests = Requests.of(events, lanes.suspects(dataset), brake.pulled(), random, waits);
        int probes = brake.pulled() && brake.mayProbe() ? Requests.PROBES : 0;
        while (!requests.isEmpty()) {
            List<Outgoing> request = requests.pop();
            Duration wait = capi.wait(dataset);
            if (wait.isPositive()) {
                waits.add(request, dataset, wait);
            } else if (!lease.holds()) {
                waits.add(request, "turn", AT_ONCE);
            } else if (brake.pulled() && (request.size() > 1 || probes-- <= 0)) {
                waits.add(request, dataset, UNTIL_A_RULE_CHANGES);
            } else if (request.size() > 1 && !capi.closed(dataset)) {
                // Should the answer to a trial be lost, one event is in doubt and not a thousand.
                requests.push(request.subList(1, request.size()));
                requests.push(request.subList(0, 1));
            } else {
                List<Outgoing> announced = announced(request, waits);
                // Kafka may have let it wait for longer than the partitions are surely ours.
                if (lease.holds()) {
                    send(dataset, announced, requests, waits);
                } else {
                    waits.add(announced, "turn", AT_ONCE);
                }
            }
        }
    }

    /** Those whose partition can be written to. Nothing is sent that could not be written down afterwards. */
    private List<Outgoing> announced(List<Outgoing> request, Waits waits) {
        Set<Integer> refused = receipts.announce(AttemptLog.offsets(request));
        if (refused.isEmpty()) {
            return request;
        }
        List<Outgoing> taken = new ArrayList<>();
        for (Outgoing each : request) {
            if (refused.contains(each.incoming().origin().partition())) {
                troubles.stand(RECEIPTS, Settlement.NOT_WRITABLE, "", each.incoming());
                waits.add(each.incoming(), RECEIPTS, UNTIL_KAFKA_WRITES);
            } else {
                taken.add(each);
            }
        }
        return taken;
    }

    private void send(String dataset, List<Outgoing> request, Deque<List<Outgoing>> requests, Waits waits) {
        if (request.isEmpty()) {
            return;
        }
        CapiAnswer answer;
        try (DispatchTraces.RequestSpan span = traces.startRequest(dataset, request)) {
            answer = capi.send(
                    dataset,
                    request.stream().map(Outgoing::event).toList(),
                    request.size() == 1 && lanes.suspects(dataset).accused(request.getFirst()));
            span.answered(answer);
        } catch (RuntimeException e) {
            failed(dataset, request, e, requests, waits);
            return;
        }
        attempts.note(answer, dataset, request);
        if (answer.inDoubt()) {
            metrics.inDoubt(cause(answer), request.size());
            if (settings.inDoubt() == DispatchSettings.InDoubt.HOLD) {
                settlement.inDoubt(request, cause(answer), waits);
                return;
            }
        } else if (!(answer instanceof CapiAnswer.Accepted)) {
            receipts.nothingInFlight(AttemptLog.offsets(request).keySet());
        }
        decide(answer, dataset, request, requests, waits);
    }

    private void decide(
            CapiAnswer answer, String dataset, List<Outgoing> request, Deque<List<Outgoing>> requests, Waits waits) {
        Suspects suspects = lanes.suspects(dataset);
        switch (answer) {
            case CapiAnswer.Accepted accepted -> {
                troubles.over(dataset);
                suspects.passed(request);
                lanes.brake(dataset).passed(request.size());
                settlement.accepted(request, accepted.fbtraceId(), waits);
            }
            case CapiAnswer.Refused refused -> {
                if (request.size() == 1) {
                    settlement.refused(dataset, request.getFirst(), refused, waits);
                } else {
                    halve(request, requests);
                }
            }
            case CapiAnswer.Short counted -> {
                if (request.size() > 1) {
                    halve(request, requests);
                } else {
                    suspected(dataset, request, "Meta counts " + counted.received() + " of 1", waits);
                }
            }
            case CapiAnswer.Unreachable unreachable -> {
                if (unreachable.cause().host()) {
                    metaTroubles.notReached(dataset, request, unreachable);
                    waits.add(request, dataset, soon(dataset));
                } else {
                    suspected(dataset, request, unreachable.reason(), waits);
                }
            }
            case CapiAnswer.NotSent notSent -> waits.add(request, dataset, soon(dataset));
            case CapiAnswer.Throttled throttled -> {
                metaTroubles.throttled(dataset, request, throttled, soon(dataset));
                waits.add(request, dataset, soon(dataset));
            }
            case CapiAnswer.Misconfigured wrong -> {
                metaTroubles.misconfigured(dataset, request, wrong);
                waits.add(request, dataset, soon(dataset));
            }
        }
    }

    /** Meta took none of them for the sake of at least one: each half goes again, until that one is alone. */
    private static void halve(List<Outgoing> request, Deque<List<Outgoing>> requests) {
        int half = request.size() / 2;
        requests.push(request.subList(half, request.size()));
        requests.push(request.subList(0, half));
    }

    /** A trouble that explains nothing: they go again after all others, in smaller requests, until one is to blame. */
    private void suspected(String dataset, List<Outgoing> request, String detail, Waits waits) {
        Suspects suspects = lanes.suspects(dataset);
        suspects.met(request);
        if (request.size() == 1 && suspects.toBlame(request.getFirst())) {
            settlement.unanswered(dataset, request.getFirst(), detail, waits);
        } else {
            metaTroubles.unexplained(dataset, request, detail);
            Duration own = suspects.wait(request.getFirst());
            waits.add(request, Requests.SUSPECTS, own.compareTo(soon(dataset)) > 0 ? own : soon(dataset));
        }
    }

    /** A fault of ours: the event that it is about dies alone. */
    private void failed(
            String dataset, List<Outgoing> request, RuntimeException e, Deque<List<Outgoing>> requests, Waits waits) {
        if (request.size() > 1) {
            halve(request, requests);
        } else {
            settlement.unexpected(dataset, request.getFirst(), e, waits);
        }
    }

    private Duration soon(String dataset) {
        Duration wait = capi.wait(dataset);
        return wait.compareTo(AT_ONCE) < 0 ? AT_ONCE : wait;
    }

    private static String cause(CapiAnswer answer) {
        return answer instanceof CapiAnswer.Unreachable unreachable
                ? unreachable.cause().text()
                : "short";
    }
}
