package io.tillstream.dispatcher.access;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks passwords, unless the name is locked out for the browser's address. */
final class PasswordCheck implements AuthenticationProvider {

    private static final int LONGEST_NAME = 100;

    private final DaoAuthenticationProvider passwords;
    private final SignIns signIns;

    PasswordCheck(DaoAuthenticationProvider passwords, SignIns signIns) {
        this.passwords = passwords;
        this.signIns = signIns;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        if (attempt.getName().length() > LONGEST_NAME) {
            throw new BadCredentialsException("No user has a name of that length");
        }
        if (!signIns.mayTry(attempt.getName(), address)) {
            throw new LockedException("Too many wrong passwords");
        }
        return passwords.authenticate(attempt);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
