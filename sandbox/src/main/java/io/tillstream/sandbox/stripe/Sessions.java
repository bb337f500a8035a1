package io.tillstream.sandbox.stripe;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checkout Sessions from their creation to the day they expire. */
@Component
class Sessions {

    static final String KIND = "checkout.session";

    private final Ledger ledger;
    private final Payments payments;
    private final Events events;
    private final JsonMapper json;
    private final Clock clock;

    Sessions(Ledger ledger, Payments payments, Events events, JsonMapper json, Clock clock) {
        this.ledger = ledger;
        this.payments = payments;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** @param origin of the payment page, such as {@code http://localhost:8082} */
    ObjectNode create(SessionParameters parameters, String origin) {
        long now = clock.instant().getEpochSecond();
        return ledger.save(new NewSession(parameters, json).json(origin, now));
    }

    Optional<ObjectNode> find(String id) {
        return ledger.find(KIND, id);
    }

    ObjectNode get(String id) {
        return find(id).orElseThrow(() -> StripeError.missing("checkout.session: '" + id + "'"));
    }

    /** @throws StripeError if it is complete or expired */
    ObjectNode open(String id) {
        ObjectNode session = get(id);
        if (!isOpen(session)) {
            throw StripeError.invalid("The session is " + session.path("status").asString() + ", not open.");
        }
        return session;
    }

    /** Newest first. */
    List<ObjectNode> newest() {
        return ledger.newest(KIND);
    }

    /** Newest first. */
    Stream<ObjectNode> newestOpen() {
        return newest().stream().filter(Sessions::isOpen);
    }

    static boolean isOpen(JsonNode session) {
        return session.path("status").asString().equals("open");
    }

    /** Ends an open session; an attempt to pay it that was not finished is cancelled with it. */
    ObjectNode expire(String id, Travel travel) {
        return ledger.alone(() -> {
            ObjectNode session = open(id);
            session.put("status", "expired").putNull("url");
            payments.cancel(session);
            ledger.save(session);
            events.happened("checkout.session.expired", session, travel);
            return session;
        });
    }

    @Scheduled(fixedDelay = 1000)
    void expireDue() {
        long now = clock.instant().getEpochSecond();
        List<String> due = newestOpen()
                .filter(session -> session.path("expires_at").asLong() <= now)
                .map(session -> session.path("id").asString())
                .toList();
        for (String id : due) {
            ledger.alone(() -> find(id).filter(Sessions::isOpen).map(session -> expire(id, Travel.AT_ONCE)));
        }
    }
}
