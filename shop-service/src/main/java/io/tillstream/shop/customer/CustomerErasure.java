package io.tillstream.shop.customer;

import io.tillstream.shop.consent.Withdrawals;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes what is kept of a customer. What was bought and paid stays, without a name. */
@Component
class CustomerErasure {

    private final CustomerOrders customerOrders;
    private final Withdrawals withdrawals;
    private final JdbcClient jdbc;
    private final Clock clock;

    CustomerErasure(CustomerOrders customerOrders, Withdrawals withdrawals, JdbcClient jdbc, Clock clock) {
        this.customerOrders = customerOrders;
        this.withdrawals = withdrawals;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Also withdraws consent from orders that wait for Meta. Of a context the refusal stays, for later renewals. */
    @Transactional
    CustomerOrders.Found erase(String email) {
        CustomerOrders.Found found = customerOrders.find(email);
        withdrawals.withdraw(found.orders());
        if (!found.orders().isEmpty()) {
            jdbc.sql("""
                            update orders set visitor_id = null, ip = null, user_agent = null, fbp = null, fbc = null,
                                referrer_url = null, sealed_visitor = null, visitor_reference = null, message = null,
                                source_url = substring(source_url from '^https?://[^/]+/')
                            where id in (:orders)""").param("orders", found.orders()).update();
        }
        if (!found.visitors().isEmpty()) {
            jdbc.sql("""
                            update visitor_context set sealed = null, choice = 'DENIED', answered = true, updated_at = :now
                            where reference in (:visitors)""")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("visitors", found.visitors())
                    .update();
        }
        jdbc.sql("delete from known_customer where id = ?")
                .param(found.customerId())
                .update();
        return found;
    }
}
