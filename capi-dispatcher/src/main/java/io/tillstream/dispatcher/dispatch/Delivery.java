package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Sends the events of a batch, dataset by dataset, in as many requests as it takes. Each is settled then, or waits. */
@Component
class Delivery {

    private static final Duration AT_ONCE = Duration.ofMillis(200);

    /** What events wait for that did not get their turn in this batch. */
    private static final String TURN = "turn";

    private final Capi capi;
    private final Receipts receipts;
    private final Settlement settlement;
    private final Lanes lanes;
    private final Doubts doubts;
    private final Answers answers;
    private final DispatchTraces traces;
    private final RandomGenerator random;
    private final AtomicInteger turns = new AtomicInteger();

    Delivery(
            Capi capi,
            Receipts receipts,
            Settlement settlement,
            Lanes lanes,
            Doubts doubts,
            Answers answers,
            DispatchTraces traces,
            RandomGenerator random) {
        this.capi = capi;
        this.receipts = receipts;
        this.settlement = settlement;
        this.lanes = lanes;
        this.doubts = doubts;
        this.answers = answers;
        this.traces = traces;
        this.random = random;
    }

    void deliver(Plan plan, Lease lease, Waits waits) {
        List<String> datasets = new ArrayList<>(plan.byDataset().keySet());
        // Datasets share the time of the lease: a slow one must not always come first.
        Collections.rotate(datasets, turns.getAndIncrement());
        datasets.forEach(dataset -> {
            List<Outgoing> events = plan.byDataset().getOrDefault(dataset, List.of()).stream()
                    // The dispatcher has found the event id itself without a receipt.
                    .filter(each -> each.receiptId().equals(each.incoming().id())
                            || each.incoming().unsettled(receipts, each.receiptId()))
                    // The event whose seven days end first goes first.
                    .sorted(Comparator.comparing(each -> each.event().time()))
                    .toList();
            deliver(dataset, doubts.sendable(events, waits), lease, waits);
        });
    }

    private void deliver(String dataset, List<Outgoing> events, Lease lease, Waits waits) {
        Brake brake = lanes.brake(dataset);
        Deque<List<Outgoing>> requests = Requests.of(events, lanes.suspects(dataset), brake.pulled(), random, waits);
        int probes = brake.pulled() && brake.mayProbe() ? Requests.PROBES : 0;
        while (!requests.isEmpty()) {
            List<Outgoing> request = requests.pop();
            Duration wait = capi.wait(dataset);
            if (wait.isPositive()) {
                waits.add(request, dataset, wait);
            } else if (!lease.holds()) {
                waits.add(request, TURN, AT_ONCE);
            } else if (brake.pulled() && (request.size() > 1 || probes-- <= 0)) {
                waits.add(request, dataset, brake.probeEvery());
            } else if (request.size() > 1 && !capi.closed(dataset)) {
                // A breaker that is not closed gets one event as its trial: a lost answer puts one in doubt, not 1,000.
                requests.push(request.subList(1, request.size()));
                requests.push(request.subList(0, 1));
            } else {
                send(dataset, announced(request, waits), requests, lease, waits);
            }
        }
    }

    /** The events whose partition can be written to: nothing is sent whose receipt could not be written afterwards. */
    private List<Outgoing> announced(List<Outgoing> request, Waits waits) {
        Set<Integer> refused = receipts.announce(AttemptLog.offsets(request));
        if (refused.isEmpty()) {
            return request;
        }
        List<Outgoing> taken = new ArrayList<>();
        for (Outgoing each : request) {
            if (refused.contains(each.incoming().origin().partition())) {
                settlement.notWritable(each.incoming(), waits);
            } else {
                taken.add(each);
            }
        }
        return taken;
    }

    private void send(
            String dataset, List<Outgoing> request, Deque<List<Outgoing>> requests, Lease lease, Waits waits) {
        if (request.isEmpty()) {
            return;
        }
        CapiAnswer answer;
        try (DispatchTraces.RequestSpan span = traces.startRequest(dataset, request)) {
            answer = capi.send(
                    dataset,
                    request.stream().map(Outgoing::event).toList(),
                    request.size() == 1 && lanes.suspects(dataset).accused(request.getFirst()),
                    lease::holds);
            span.answered(answer);
        } catch (RuntimeException e) {
            answers.failed(dataset, request, e, requests, waits);
            return;
        }
        boolean surelyNotAtMeta = !answer.inDoubt() && !(answer instanceof CapiAnswer.Accepted);
        // Of partitions that were reassigned meanwhile, the new owner's announcement must stay.
        if (surelyNotAtMeta && lease.ours()) {
            receipts.nothingInFlight(AttemptLog.offsets(request).keySet());
        }
        answers.settle(answer, dataset, request, requests, waits);
    }
}
