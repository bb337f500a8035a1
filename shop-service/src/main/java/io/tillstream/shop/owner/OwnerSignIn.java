package io.tillstream.shop.owner;

import io.tillstream.shop.limit.Allowance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks passwords, and limits attempts so that guessing fails. */
final class OwnerSignIn implements AuthenticationProvider {

    static final String OWNER = "OWNER";

    private static final Logger log = LoggerFactory.getLogger(OwnerSignIn.class);
    private static final int LONGEST_NAME = 100;

    private final DaoAuthenticationProvider passwords;
    private final Set<String> names;

    /** By name and address: five attempts at once, then one every three minutes. */
    private final Allowance<String> attempts = new Allowance<>(5, Duration.ofMinutes(3));

    OwnerSignIn(OwnerSettings settings) {
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        Map<String, String> people = settings.owners().isEmpty()
                ? Map.of(PrintedPassword.NAME, PrintedPassword.print())
                : settings.passwords();
        List<UserDetails> owners = people.entrySet().stream()
                .map(owner -> User.withUsername(owner.getKey())
                        .password(
                                owner.getValue().startsWith("{bcrypt}")
                                        ? owner.getValue()
                                        : encoder.encode(owner.getValue()))
                        .roles(OWNER)
                        .build())
                .toList();
        this.names = people.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.passwords = new DaoAuthenticationProvider(new InMemoryUserDetailsManager(owners));
        passwords.setPasswordEncoder(encoder);
    }

    @Override
    public Authentication authenticate(Authentication claim) {
        String address = claim.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        String name = claim.getName();
        if (name.length() > LONGEST_NAME) {
            throw new BadCredentialsException("The name is longer than any owner's");
        }
        // All unknown names of an address share its attempts.
        String who =
                (names.contains(name.toLowerCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : "") + " " + address;
        // Counted before the check, so that attempts at the same time count too.
        if (!attempts.takes(who)) {
            throw new LockedException("Too many failed attempts");
        }
        try {
            Authentication owner = passwords.authenticate(claim);
            attempts.giveBack(who);
            return owner;
        } catch (AuthenticationException e) {
            log.atWarn().addKeyValue("address", address).log("A sign-in to the owner's pages failed");
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
