package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checkout Sessions, from creation to expiry. */
@Component
public class Sessions {

    static final String KIND = "checkout.session";

    private final StripeObjects objects;
    private final Catalog catalog;
    private final Payments payments;
    private final Events events;
    private final JsonMapper json;
    private final Clock clock;

    Sessions(StripeObjects objects, Catalog catalog, Payments payments, Events events, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.catalog = catalog;
        this.payments = payments;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** @param origin of the payment page, such as {@code http://localhost:8082} */
    public ObjectNode create(Form form, String origin) {
        return create(form, origin, SessionParameters.MOST_LINES);
    }

    /** @param mostLines the largest number of line items, for sessions with more than Stripe's API accepts */
    public ObjectNode create(Form form, String origin, int mostLines) {
        SessionParameters parameters = SessionParameters.of(form, catalog, mostLines);
        long now = clock.instant().getEpochSecond();
        return objects.save(new NewSession(parameters, json).json(origin, now));
    }

    Optional<ObjectNode> find(String id) {
        return objects.find(KIND, id);
    }

    public ObjectNode get(String id) {
        return find(id).orElseThrow(() -> StripeError.missing("checkout.session: '" + id + "'"));
    }

    /** @throws StripeError if the session is complete or expired */
    ObjectNode open(String id) {
        ObjectNode session = get(id);
        if (!isOpen(session)) {
            throw StripeError.invalid("The session is " + session.path("status").asString() + ", not open.");
        }
        return session;
    }

    /** Newest first. */
    public Stream<ObjectNode> newest() {
        return objects.newest(KIND);
    }

    /** Newest first. */
    public Stream<ObjectNode> newestOpen() {
        return newest().filter(Sessions::isOpen);
    }

    public static boolean isOpen(JsonNode session) {
        return session.path("status").asString().equals("open");
    }

    /** Expires an open session and cancels its unfinished payment. */
    public ObjectNode expire(String id, Travel travel) {
        return objects.alone(() -> {
            ObjectNode session = open(id);
            session.put("status", "expired").putNull("url");
            payments.cancel(session);
            objects.save(session);
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
            objects.alone(() -> find(id).filter(Sessions::isOpen).map(session -> expire(id, Travel.AT_ONCE)));
        }
    }
}
