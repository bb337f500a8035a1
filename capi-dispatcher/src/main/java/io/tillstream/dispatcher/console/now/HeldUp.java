package io.tillstream.dispatcher.console.now;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.dispatch.Troubles;
import io.tillstream.dispatcher.settings.RoleSettings;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What holds orders up at this instance, and for which of it an operator can allow dead-lettering. */
@Component
class HeldUp {

    /** A dataset's number, seals, unexpected, or key and its id. */
    private static final Pattern NAME = Pattern.compile("\\d{1,20}|seals|unexpected|key \\S{1,100}");

    private final Troubles troubles;
    private final MeterRegistry registry;
    private final RoleSettings roles;

    HeldUp(Troubles troubles, MeterRegistry registry, RoleSettings roles) {
        this.troubles = troubles;
        this.registry = registry;
        this.roles = roles;
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
            return "dead-letter-" + by.replaceAll("[^A-Za-z0-9]", "-");
        }
    }

    List<Row> rows() {
        return troubles.current().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Row(each.getKey(), each.getValue(), pulled(each.getKey())))
                .toList();
    }

    /** Whether orders wait at other instances only, as this one takes none. */
    boolean elsewhere() {
        return !roles.takesOrders();
    }

    /** Whether orders wait because of a brake of this name; at an instance that takes no orders, whether it is a name. */
    boolean braked(String by) {
        return elsewhere() ? NAME.matcher(by).matches() : troubles.current().containsKey(by) && pulled(by);
    }

    private boolean pulled(String of) {
        Gauge brake = registry.find("dispatcher.brake").tag("of", of).gauge();
        return brake != null && brake.value() == 1;
    }
}
