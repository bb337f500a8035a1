package io.tillstream.dispatcher.access;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Counts wrong passwords, and locks a name out from an address after too many: guessing must not pay. */
@Component
class SignIns {

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);
    private static final int REMEMBERED = 10_000;

    private final AccessSettings settings;
    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    SignIns(AccessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param address of the browser, or of the proxy before it */
    synchronized boolean lockedOut(String name, String address) {
        Failures known = failures.get(name + " " + address);
        return known != null
                && known.count() >= settings.failures()
                && clock.instant().isBefore(known.last().plus(settings.lockOut()));
    }

    @EventListener
    synchronized void failed(AuthenticationFailureBadCredentialsEvent event) {
        String key = key(event);
        Failures before = failures.remove(key);
        Instant now = clock.instant();
        int count = before != null && now.isBefore(before.last().plus(settings.lockOut())) ? before.count() + 1 : 1;
        failures.put(key, new Failures(count, now));
        if (failures.size() > REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
        log.atWarn().addKeyValue("address", address(event)).log("A sign-in to the console failed");
    }

    @EventListener
    synchronized void passed(AuthenticationSuccessEvent event) {
        failures.remove(key(event));
        log.atInfo().addKeyValue("name", event.getAuthentication().getName()).log("signed in to the console");
    }

    private static String key(AbstractAuthenticationEvent event) {
        return event.getAuthentication().getName() + " " + address(event);
    }

    private static String address(AbstractAuthenticationEvent event) {
        return event.getAuthentication().getDetails() instanceof WebAuthenticationDetails web
                ? web.getRemoteAddress()
                : "";
    }
}
