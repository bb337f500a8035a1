package io.tillstream.dispatcher.dispatch;

import static io.tillstream.dispatcher.dispatch.OrderMessageTest.ORDER;
import static io.tillstream.dispatcher.dispatch.OrderMessageTest.READER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The type of the CloudEvent that a message says it is. */
class OrderMessageTypeTest {

    @ParameterizedTest(name = "{0} of type {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, read",
                "none, io.tillstream.order-completed.v1, read",
                "none, io.tillstream.subscription-started.v1, refused",
                "Purchase, io.tillstream.order-completed.v1, read",
                "Purchase, io.tillstream.subscription-started.v1, refused",
                "StartTrial, none, read",
                "StartTrial, io.tillstream.subscription-started.v1, read",
                "StartTrial, io.tillstream.order-completed.v1, refused",
                "Subscribe, io.tillstream.subscription-started.v1, read",
                "Subscribe, io.tillstream.order-completed.v1, refused",
            })
    void the_type_of_a_message_fits_its_event(String event, String type, String outcome) {
        String message = event == null ? ORDER : ORDER.replaceFirst("\\{", "{\"event\":\"" + event + "\",");

        OrderMessage incoming = typed(message, type);

        if (outcome.equals("read")) {
            assertThat(incoming).isInstanceOf(OrderMessage.Order.class);
        } else {
            assertThat(incoming).isInstanceOfSatisfying(OrderMessage.Unreadable.class, letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
                assertThat(letter.detail()).contains("ce_type", type);
            });
        }
    }

    @Test
    void an_event_of_another_type_is_no_purchase() {
        assertThat(typed("io.tillstream.order-completed.v1")).isInstanceOf(OrderMessage.Order.class);
        assertThat(typed(null)).isInstanceOf(OrderMessage.Order.class);
        for (String other : List.of("io.tillstream.order-refunded.v1", "", "io.tillstream.order-completed.v2")) {
            assertThat(typed(other)).isInstanceOfSatisfying(OrderMessage.Unreadable.class, letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
                assertThat(letter.detail()).contains("ce_type", "'" + other + "'", OrderMessage.TYPE);
            });
        }
    }

    @Test
    void a_type_that_would_forge_a_log_line_is_cut_and_cleaned() {
        OrderMessage.Unreadable letter =
                (OrderMessage.Unreadable) typed("order\n2026-11-20 ERROR all is lost\u0000é" + "x".repeat(10_000));

        assertThat(letter.detail()).hasSizeLessThan(250).matches("[ -~]+");
    }

    private static OrderMessage typed(String type) {
        return typed(ORDER, type);
    }

    private static OrderMessage typed(String message, String type) {
        return OrderMessage.read(Origin.unplaced(message.getBytes(UTF_8), type), READER);
    }
}
