package io.tillstream.shop;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

class NoDatabaseIT {

    static Stream<RuntimeException> waysToBeAway() {
        return Stream.of(
                new CannotGetJdbcConnectionException("no connection", new SQLException("timed out")),
                new CannotCreateTransactionException("no transaction"),
                new DataAccessResourceFailureException("the host is gone"),
                new QueryTimeoutException("no answer"));
    }

    @ParameterizedTest
    @MethodSource("waysToBeAway")
    void stripe_and_shoppers_get_503_while_the_database_is_unreachable(RuntimeException away) throws Exception {
        MockMvcBuilders.standaloneSetup(new Webhook(away))
                .setControllerAdvice(new NoDatabase())
                .build()
                .perform(post("/stripe/webhook"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "30"));
    }

    @RestController
    private record Webhook(RuntimeException away) {

        @PostMapping("/stripe/webhook")
        String receive() {
            throw away;
        }
    }
}
