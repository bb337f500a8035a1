package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.receipt.Receipts;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Events that may be at Meta already, as the answer to their request is lost. Each is counted once. By setting they are sent
 * again, or wait for a person among the dead letters.
 */
@Component
class Doubts {

    private final Receipts receipts;
    private final DeadLettering deadLettering;
    private final DispatchMetrics metrics;
    private final DispatchSettings settings;

    Doubts(Receipts receipts, DeadLettering deadLettering, DispatchMetrics metrics, DispatchSettings settings) {
        this.receipts = receipts;
        this.deadLettering = deadLettering;
        this.metrics = metrics;
        this.settings = settings;
    }

    private boolean held() {
        return settings.inDoubt() == DispatchSettings.InDoubt.HOLD;
    }

    /**
     * Events without those that wait for a person. Another dispatcher may have sent some of them before their partition was
     * reassigned; these are counted as in doubt.
     */
    List<Outgoing> sendable(List<Outgoing> events, Waits waits) {
        List<Outgoing> doubted = events.stream()
                .filter(each -> receipts.inDoubt(
                        each.incoming().origin().partition(),
                        each.incoming().origin().offset()))
                .toList();
        if (doubted.isEmpty()) {
            return events;
        }
        if (held()) {
            int held = hold(doubted, "its dispatcher ended while it was on its way", waits);
            metrics.inDoubt("killed", held);
            return events.stream().filter(each -> !doubted.contains(each)).toList();
        }
        metrics.inDoubt("killed", doubted.size());
        doubted.forEach(each -> receipts.doubtCounted(
                each.incoming().origin().partition(), each.incoming().origin().offset()));
        return events;
    }

    /**
     * Counts the events of a request whose answer is lost.
     *
     * @return true when they wait for a person, so that nothing more is done about them
     */
    boolean lost(CapiAnswer answer, List<Outgoing> request, Waits waits) {
        String cause = answer instanceof CapiAnswer.Unreachable unreachable
                ? unreachable.cause().text()
                : "short";
        metrics.inDoubt(cause, request.size());
        if (held()) {
            hold(request, cause, waits);
        }
        return held();
    }

    /** @return how many are among the dead letters; the others come again */
    private int hold(List<Outgoing> events, String cause, Waits waits) {
        // If Kafka does not take the dead letters now, the receipts remember the doubt until it does.
        events.forEach(each -> receipts.doubt(
                each.incoming().origin().partition(), each.incoming().origin().offset()));
        return deadLettering
                .write(
                        events.stream()
                                .map(each -> Unsendable.of(
                                        each.incoming(),
                                        each.receiptId(),
                                        Reason.IN_DOUBT,
                                        "The answer was lost: " + cause))
                                .toList(),
                        waits)
                .size();
    }
}
