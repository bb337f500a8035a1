package io.tillstream.shop.owner;

import io.tillstream.shop.catalog.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A paid order that is not sent to Meta until a person has checked it.
 *
 * @param stripeSessionId null for a sale without a session
 * @param reason    the difference from what we asked for, in a sentence
 * @param collected the total that Stripe collected
 */
record HeldOrder(UUID id, @Nullable String stripeSessionId, String reason, Instant paidAt, Money collected) {

    static HeldOrder of(ResultSet row, int index) throws SQLException {
        return new HeldOrder(
                row.getObject("id", UUID.class),
                row.getString("stripe_session_id"),
                row.getString("held_reason"),
                row.getTimestamp("paid_at").toInstant(),
                new Money(row.getLong("gross_minor"), row.getString("currency")));
    }
}
