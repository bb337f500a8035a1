package io.tillstream.sandbox.stripe.api;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The address of the stand-in's pages. It is {@code sandbox.public-url}, as browsers may not reach the host name that the
 * shop calls. If that is empty, it is the called address.
 */
@Component
class PublicAddress {

    private final String publicUrl;

    PublicAddress(@Value("${sandbox.public-url:}") String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Such as {@code http://localhost:8082}. */
    String origin() {
        return publicUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                : publicUrl;
    }
}
