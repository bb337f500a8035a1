package io.tillstream.dispatcher.console.now;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.dispatch.Troubles;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What holds orders up at this instance, and which of it an operator may have buried. */
@Component
class HeldUp {

    private final Troubles troubles;
    private final MeterRegistry registry;

    HeldUp(Troubles troubles, MeterRegistry registry) {
        this.troubles = troubles;
        this.registry = registry;
    }

    /**
     * One thing that orders wait for.
     *
     * @param by     a dataset, a brake, or a word such as receipts
     * @param braked whether nothing more of it is dead-lettered until somebody says so
     */
    record Row(String by, Troubles.Trouble trouble, boolean braked) {

        /** Stands for it in a page. */
        public String id() {
            return "bury-" + by.replaceAll("[^A-Za-z0-9]", "-");
        }
    }

    List<Row> rows() {
        return troubles.current().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Row(each.getKey(), each.getValue(), pulled(each.getKey())))
                .toList();
    }

    /** Whether orders wait for a brake of this name. */
    boolean braked(String by) {
        return troubles.current().containsKey(by) && pulled(by);
    }

    private boolean pulled(String of) {
        Gauge brake = registry.find("dispatcher.brake").tag("of", of).gauge();
        return brake != null && brake.value() == 1;
    }
}
