package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.store.StripeError;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class Refusals {

    @ExceptionHandler
    ResponseEntity<Object> refuse(StripeError error) {
        return error.answer();
    }
}
