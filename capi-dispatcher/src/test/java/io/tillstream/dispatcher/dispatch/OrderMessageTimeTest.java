package io.tillstream.dispatcher.dispatch;

import static io.tillstream.dispatcher.dispatch.OrderMessageTest.ORDER;
import static io.tillstream.dispatcher.dispatch.OrderMessageTest.letter;
import static io.tillstream.dispatcher.dispatch.OrderMessageTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.deadletter.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderMessageTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795162530",
                "1795162530000",
                "1795162530.5",
                "\"1795162530\"",
                "\"1795162530000\"",
                "\"2026-11-20\"",
                "\"2026-11-20T08:15:30\"",
                "\"2026-11-20T08:15:30+01:00\"",
                "\"2026-11-20 08:15:30Z\"",
                "\"Fri, 20 Nov 2026 08:15:30 GMT\"",
                "\"2026-02-30T08:15:30Z\"",
                "\"1999-12-31T23:59:59Z\"",
                "\"0000-00-00T00:00:00Z\"",
                "\"1970-01-01T00:00:00Z\"",
                "\"2101-01-01T00:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"\"",
                "null",
                "true",
                "[2026,11,20]"
            })
    void a_time_of_payment_that_is_not_one_in_utc_is_a_letter(String paidAt) {
        OrderMessage.Unreadable letter = letter(ORDER.replace("\"2026-11-20T08:15:30Z\"", paidAt));

        assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(letter.detail()).startsWith("paidAt ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T08:15:30.250Z",
                "2026-11-20T08:15:30.123456789Z",
                "2026-11-20T08:15:30+00:00",
                "2026-11-20t08:15:30z",
                "2000-01-01T00:00:00Z",
                "2100-12-31T23:59:59Z"
            })
    void a_time_of_payment_in_utc_is_read(String paidAt) {
        assertThat(read(ORDER.replace("2026-11-20T08:15:30Z", paidAt))).isInstanceOf(OrderMessage.Order.class);
    }
}
