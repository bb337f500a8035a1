package io.tillstream.shop;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page the nonce of its Content-Security-Policy. */
@ControllerAdvice
class NonceOnEveryPage {

    @ModelAttribute(SecurityHeaders.NONCE)
    @Nullable
    Object nonce(HttpServletRequest request) {
        return request.getAttribute(SecurityHeaders.NONCE);
    }
}
