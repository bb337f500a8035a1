package io.tillstream.dispatcher.console.now;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.dispatch.Troubles;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What holds orders up at this instance, and for which of it an operator can allow dead-lettering. */
@Component
class HeldUp {

    private final Troubles troubles;
    private final MeterRegistry registry;

    HeldUp(Troubles troubles, MeterRegistry registry) {
        this.troubles = troubles;
        this.registry = registry;
    }

    /**
     * One cause for which orders wait.
     *
     * @param by     a dataset, a brake, or a name such as receipts
     * @param braked whether a brake stops dead-lettering until an operator allows it
     */
    record Row(String by, Troubles.Trouble trouble, boolean braked) {

        /** The id of its element in the page. */
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

    /** Whether orders wait because of a brake of this name. */
    boolean braked(String by) {
        return troubles.current().containsKey(by) && pulled(by);
    }

    private boolean pulled(String of) {
        Gauge brake = registry.find("dispatcher.brake").tag("of", of).gauge();
        return brake != null && brake.value() == 1;
    }
}
