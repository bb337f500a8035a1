package io.tillstream.shop;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers 503 with Retry-After while the database is unreachable. Stripe repeats its webhooks by itself. */
@ControllerAdvice
class NoDatabase {

    private static final Logger log = LoggerFactory.getLogger(NoDatabase.class);
    private static final String RETRY_AFTER_SECONDS = "30";

    @ExceptionHandler({
        NonTransientDataAccessResourceException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        TransactionException.class
    })
    void answer(Exception e, HttpServletResponse response) throws IOException {
        log.atWarn().addKeyValue("cause", e.getMessage()).log("The database does not answer; a request ends with 503");
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
}
