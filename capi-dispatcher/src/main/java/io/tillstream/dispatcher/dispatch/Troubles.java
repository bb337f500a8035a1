package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Why orders wait at present. Each trouble is logged once when it begins, when it changes, and when it ends. */
@Component
public class Troubles {

    private static final Logger log = LoggerFactory.getLogger(Troubles.class);

    private final Clock steadyClock;
    private final MeterRegistry registry;
    private final Map<String, Gauge> measured = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Trouble> current = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastMet = new ConcurrentHashMap<>();

    Troubles(Clock steadyClock, MeterRegistry registry) {
        this.steadyClock = steadyClock;
        this.registry = registry;
    }

    /**
     * A trouble that has not ended.
     *
     * @param what   what happened and what to do
     * @param detail what may differ each time; nothing of a customer
     * @param since  the first message that waits, as topic-partition@offset, and its order; empty when all wait
     */
    public record Trouble(String what, String detail, String since) {}

    /**
     * Reports a trouble, whether or not it is new.
     *
     * @param hold   what orders wait for: a dataset, or a word such as receipts
     * @param what   what happened and what to do; the same each time
     * @param detail what may differ each time; nothing of a customer
     * @param at     a message that waits; null when all wait
     */
    void stand(String hold, String what, String detail, @Nullable Incoming at) {
        lastMet.put(hold, steadyClock.instant());
        Trouble before = current.get(hold);
        if (before == null || !before.what().equals(what)) {
            String since = at == null
                    ? ""
                    : at.sale() == null
                            ? at.origin().toString()
                            : at.origin() + " order " + at.sale().orderId();
            current.put(hold, new Trouble(what, detail, since));
            measured.computeIfAbsent(
                    hold,
                    each -> Gauge.builder("dispatcher.held", current, all -> all.containsKey(hold) ? 1 : 0)
                            .tag("by", hold)
                            .description("1 while orders wait for this")
                            .register(registry));
            log.atError()
                    .addKeyValue("by", hold)
                    .addKeyValue("detail", detail)
                    .addKeyValue("first", since)
                    .log(what);
        }
    }

    void over(String hold) {
        if (!current.isEmpty() && current.remove(hold) != null) {
            log.atInfo().addKeyValue("by", hold).log("Orders do not wait for this any more");
        }
    }

    /** Ends a trouble that was not reported for a while, where nothing else says that it has ended. */
    void overUnlessMetWithin(Duration time, String hold) {
        Instant last = lastMet.get(hold);
        if (last != null && last.plus(time).isBefore(steadyClock.instant())) {
            over(hold);
        }
    }

    /** The troubles that have not ended, by what orders wait for; empty for none. */
    public Map<String, Trouble> current() {
        return Map.copyOf(current);
    }
}
