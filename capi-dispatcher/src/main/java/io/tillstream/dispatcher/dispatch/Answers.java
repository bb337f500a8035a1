package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** What an answer of Meta's means for the events of its request: settled, to be sent again in smaller requests, or to wait. */
@Component
class Answers {

    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final Capi capi;
    private final Settlement settlement;
    private final DeadLettering deadLettering;
    private final Doubts doubts;
    private final Lanes lanes;
    private final MetaTroubles troubles;
    private final AttemptLog attempts;

    Answers(
            Capi capi,
            Settlement settlement,
            DeadLettering deadLettering,
            Doubts doubts,
            Lanes lanes,
            MetaTroubles troubles,
            AttemptLog attempts) {
        this.capi = capi;
        this.settlement = settlement;
        this.deadLettering = deadLettering;
        this.doubts = doubts;
        this.lanes = lanes;
        this.troubles = troubles;
        this.attempts = attempts;
    }

    /** @param requests takes the halves of a request that is to be divided; they are the next to be sent */
    void settle(
            CapiAnswer answer, String dataset, List<Outgoing> request, Deque<List<Outgoing>> requests, Waits waits) {
        attempts.note(answer, dataset, request);
        if (answer.inDoubt() && doubts.lost(answer, request, waits)) {
            return;
        }
        switch (answer) {
            case CapiAnswer.Accepted accepted -> {
                troubles.over(dataset);
                lanes.suspects(dataset).passed(request);
                lanes.brake(dataset).passed(request.size());
                settlement.accept(request, accepted.fbtraceId(), waits);
            }
            case CapiAnswer.Refused refused -> {
                if (request.size() == 1) {
                    deadLettering.refused(dataset, request.getFirst(), refused, waits);
                } else {
                    halve(request, requests);
                }
            }
            case CapiAnswer.Short counted -> {
                if (request.size() > 1) {
                    halve(request, requests);
                } else {
                    suspect(dataset, request, "Meta counts " + counted.received() + " of 1", waits);
                }
            }
            case CapiAnswer.Unreachable unreachable -> {
                if (unreachable.cause().host()) {
                    troubles.notReached(dataset, request, unreachable);
                    waits.add(request, dataset, soon(dataset));
                } else {
                    suspect(dataset, request, unreachable.reason(), waits);
                }
            }
            case CapiAnswer.NotSent notSent -> waits.add(request, dataset, soon(dataset));
            case CapiAnswer.Throttled throttled -> {
                troubles.throttled(dataset, request, throttled, soon(dataset));
                waits.add(request, dataset, soon(dataset));
            }
            case CapiAnswer.Misconfigured wrong -> {
                troubles.misconfigured(dataset, request, wrong);
                waits.add(request, dataset, soon(dataset));
            }
        }
    }

    /** A fault of this program, before any answer: halved until one event is left, which is dead-lettered. */
    void failed(
            String dataset, List<Outgoing> request, RuntimeException e, Deque<List<Outgoing>> requests, Waits waits) {
        if (request.size() > 1) {
            halve(request, requests);
        } else {
            deadLettering.unexpected(dataset, request.getFirst(), e, waits);
        }
    }

    /** Meta took none of them because of at least one: each half is sent again, until that one is alone. */
    private static void halve(List<Outgoing> request, Deque<List<Outgoing>> requests) {
        int half = request.size() / 2;
        requests.push(request.subList(half, request.size()));
        requests.push(request.subList(0, half));
    }

    /** Meta does not say which event is wrong: they go again after all others, in ever smaller requests. */
    private void suspect(String dataset, List<Outgoing> request, String detail, Waits waits) {
        Suspects suspects = lanes.suspects(dataset);
        suspects.met(request);
        if (request.size() == 1 && suspects.toBlame(request.getFirst())) {
            deadLettering.unanswered(dataset, request.getFirst(), detail, waits);
        } else {
            troubles.unexplained(dataset, request, detail);
            Duration own = suspects.wait(request.getFirst());
            waits.add(request, Requests.SUSPECTS, own.compareTo(soon(dataset)) > 0 ? own : soon(dataset));
        }
    }

    private Duration soon(String dataset) {
        Duration wait = capi.wait(dataset);
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }
}
