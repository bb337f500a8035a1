package io.tillstream.dispatcher.access;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Counts wrong passwords, and locks a name out for an address after too many, against guessing. */
@Component
class SignIns {

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);
    private static final int REMEMBERED = 10_000;

    private final AccessSettings settings;
    private final Clock clock;
    private final Set<String> names;
    private final Map<String, Tries> tries = new LinkedHashMap<>();

    private record Tries(int count, Instant last) {}

    SignIns(AccessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.names = Stream.concat(
                        Stream.of(PrintedPassword.NAME),
                        Stream.concat(settings.operators().stream(), settings.analysts().stream())
                                .map(each -> each.substring(0, each.indexOf(':'))))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /**
     * Whether a name may try a password. The try counts as wrong until {@link #passed}, so that simultaneous tries count too.
     *
     * @param address of the browser, or of the proxy in front of this service
     */
    synchronized boolean mayTry(String name, String address) {
        String key = key(name, address);
        Tries before = tries.get(key);
        Instant now = clock.instant();
        boolean lately = before != null && now.isBefore(before.last().plus(settings.lockOut()));
        if (before != null && lately && before.count() >= settings.failures()) {
            return false;
        }
        tries.remove(key);
        tries.put(key, new Tries(before != null && lately ? before.count() + 1 : 1, now));
        if (tries.size() > REMEMBERED) {
            tries.remove(tries.keySet().iterator().next());
        }
        return true;
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        log.atWarn().addKeyValue("address", address(event)).log("A sign-in to the console failed");
    }

    @EventListener
    synchronized void passed(AuthenticationSuccessEvent event) {
        String name = event.getAuthentication().getName();
        tries.remove(key(name, address(event)));
        log.atInfo().addKeyValue("name", name).log("signed in to the console");
    }

    /** Names are case-insensitive: JO and jo are the same user. All unknown names of an address share its tries. */
    private String key(String name, String address) {
        String known = name.toLowerCase(Locale.ROOT);
        return (names.contains(known) ? known : "") + " " + address;
    }

    private static String address(AbstractAuthenticationEvent event) {
        return event.getAuthentication().getDetails() instanceof WebAuthenticationDetails web
                ? web.getRemoteAddress()
                : "";
    }
}
