package io.tillstream.dispatcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.deadletter.StoredDeadLetter;
import io.tillstream.dispatcher.receipt.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownReceiptsTest {

    private static final Instant DIED = Instant.parse("2026-11-25T12:00:00Z");
    private static final Receipt ACCEPTED = Receipt.accepted(3, "id", "A1", null, List.of(), DIED);
    private static final Receipt DEAD = Receipt.deadLettered(3, "id", "refused", null, null, DIED);
    private static final StoredDeadLetter LETTER = new StoredDeadLetter(
            "0@1", Origin.unplaced(new byte[1]), "id", Reason.REFUSED, "detail", "code 100/0", "", 1, DIED);

    @Test
    void an_order_that_meta_accepted_is_not_replayed_whatever_other_receipts_it_has() {
        Receipt suppressed = Receipt.suppressed(3, "id", "withdrawn", null, DIED);
        for (List<Receipt> order :
                List.of(List.of(ACCEPTED, DEAD), List.of(DEAD, ACCEPTED), List.of(DEAD, ACCEPTED, suppressed, DEAD))) {
            assertThat(hindrance(order, DIED)).as(order.toString()).isEqualTo("accepted already");
        }
        assertThat(hindrance(List.of(DEAD), DIED)).isNull();
    }

    @Test
    void a_replayed_dead_letter_is_on_its_way_for_an_hour() {
        List<Receipt> replayed = List.of(DEAD, Receipt.replayed(3, "id", DIED.plusSeconds(1)));

        assertThat(hindrance(replayed, DIED.plusSeconds(2))).isEqualTo("on its way");
        assertThat(hindrance(replayed, DIED.plus(Duration.ofMinutes(61)))).isNull();
    }

    private static String hindrance(List<Receipt> receipts, Instant now) {
        KnownReceipts known = new KnownReceipts();
        receipts.forEach(known::add);
        return known.hindrance(LETTER, now);
    }
}
