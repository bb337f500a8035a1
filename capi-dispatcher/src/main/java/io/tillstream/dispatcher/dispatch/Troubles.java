package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What holds orders up just now. Each trouble is logged once when it begins, when it changes, and when it is over. */
@Component
public class Troubles {

    private static final Logger log = LoggerFactory.getLogger(Troubles.class);

    private final MeterRegistry registry;
    private final ConcurrentMap<String, String> current = new ConcurrentHashMap<>();

    Troubles(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A trouble that stands, whether or not it is new.
     *
     * @param hold what orders wait for: a dataset, or a word such as receipts
     * @param what what happened and what to do; nothing of a customer
     * @param at   a message that waits; null when it concerns all
     */
    void stand(String hold, String what, @Nullable Incoming at) {
        if (!Objects.equals(current.put(hold, what), what)) {
            Gauge.builder("dispatcher.held", current, all -> all.containsKey(hold) ? 1 : 0)
                    .tag("by", hold)
                    .description("1 while orders wait for this")
                    .register(registry);
            log.atError()
                    .addKeyValue("by", hold)
                    .addKeyValue("first", at == null ? "all" : at.origin())
                    .addKeyValue("order", at == null || at.sale() == null ? "" : at.sale().orderId())
                    .log(what);
        }
    }

    void over(String hold) {
        if (current.remove(hold) != null) {
            log.atInfo().addKeyValue("by", hold).log("Orders do not wait for this any more");
        }
    }

    /** What stands, by what orders wait for; empty when nothing does. */
    public Map<String, String> current() {
        return Map.copyOf(current);
    }
}
