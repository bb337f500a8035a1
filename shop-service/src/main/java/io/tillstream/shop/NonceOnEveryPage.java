package io.tillstream.shop;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives the pages the nonce that their Content-Security-Policy names. */
@ControllerAdvice
class NonceOnEveryPage {

    @ModelAttribute(SecurityHeaders.NONCE)
    @Nullable
    Object nonce(HttpServletRequest request) {
        return request.getAttribute(SecurityHeaders.NONCE);
    }
}
