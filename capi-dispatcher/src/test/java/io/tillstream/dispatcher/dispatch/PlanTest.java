package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.deadletter.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    private final Plan plan = new Plan("123");

    @ParameterizedTest(name = "sent to {0}: receipts {1}")
    @CsvSource({"123, orders-0@7", "456, orders-0@7@456", "123 456, orders-0@7@123 orders-0@7@456"})
    void the_receipt_of_the_usual_dataset_alone_is_the_event_id_and_every_other_names_its_dataset(
            String datasets, String receipts) {
        plan.add(Sales.at(0, 7), send(datasets.split(" ")));

        assertThat(plan.byDataset().values().stream().flatMap(List::stream).map(Outgoing::receiptId))
                .containsExactly(receipts.split(" "));
        assertThat(plan.size()).isEqualTo(datasets.split(" ").length);
    }

    @Test
    void each_decision_is_kept_with_its_order() {
        plan.add(Sales.at(0, 1), new Decision.Suppress(Suppression.NO_CONSENT));
        plan.add(Sales.at(0, 2), new Decision.DeadLetter(Reason.SCHEMA, "total is missing"));
        plan.add(Sales.at(0, 3), new Decision.Hold("clock", "", Duration.ofSeconds(1)));

        assertThat(plan.suppressed())
                .singleElement()
                .satisfies(each -> assertThat(each.incoming().origin().offset()).isEqualTo(1));
        assertThat(plan.deadLettered())
                .singleElement()
                .satisfies(each -> assertThat(each.decision().detail()).isEqualTo("total is missing"));
        assertThat(plan.held())
                .singleElement()
                .satisfies(each -> assertThat(each.hold().hold()).isEqualTo("clock"));
        assertThat(plan.size()).isZero();
    }

    private static Decision send(String... datasets) {
        return new Decision.Send(Sales.sale(7).event(), List.of(datasets), false);
    }
}
