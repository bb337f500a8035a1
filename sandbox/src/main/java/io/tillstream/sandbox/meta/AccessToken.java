package io.tillstream.sandbox.meta;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The access token that the stand-in takes. A new one ends the one before. */
@Controller
class AccessToken {

    private volatile String token;

    AccessToken(@Value("${sandbox.access-token}") String token) {
        this.token = token;
    }

    boolean is(String other) {
        return token.equals(other);
    }

    /** Used by the page's button and by trials. */
    @PostMapping("/sandbox/token")
    ResponseEntity<String> replace(@RequestParam String value) {
        if (value.isBlank()) {
            return ResponseEntity.badRequest().body("An access token must not be blank.\n");
        }
        token = value.strip();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .build();
    }
}
