package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A paid order that is kept from Meta until a person has looked.
 *
 * @param reason    what differs, in a sentence
 * @param collected what Stripe has
 */
public record HeldOrder(UUID id, String stripeSessionId, String reason, Instant paidAt, Money collected) {

    static HeldOrder of(ResultSet row, int index) throws SQLException {
        return new HeldOrder(
                row.getObject("id", UUID.class),
                row.getString("stripe_session_id"),
                row.getString("held_reason"),
                row.getTimestamp("paid_at").toInstant(),
                new Money(row.getLong("gross_minor"), row.getString("currency")));
    }
}
