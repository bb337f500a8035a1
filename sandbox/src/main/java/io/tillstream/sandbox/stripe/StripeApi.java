package io.tillstream.sandbox.stripe;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of Stripe's API that the shop uses.
 *
 * <p>The payment page's address is {@code sandbox.public-url}, for when the shop calls by a name that browsers do not know.
 */
@RestController
@RequestMapping("/v1")
class StripeApi {

    private final Sessions sessions;
    private final Events events;
    private final JsonMapper json;
    private final String secretKey;
    private final String publicUrl;
    private final Map<String, Remembered> byIdempotencyKey = new ConcurrentHashMap<>();

    StripeApi(
            Sessions sessions,
            Events events,
            JsonMapper json,
            @Value("${sandbox.secret-key}") String secretKey,
            @Value("${sandbox.public-url:}") String publicUrl) {
        this.sessions = sessions;
        this.events = events;
        this.json = json;
        this.secretKey = secretKey;
        this.publicUrl = publicUrl;
    }

    @ModelAttribute
    void authenticate(@RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        if (!Objects.equals(authorization, "Bearer " + secretKey)) {
            throw StripeError.unauthorized();
        }
    }

    @PostMapping("/checkout/sessions")
    ResponseEntity<ObjectNode> create(
            @RequestParam Map<String, String> form,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        String origin = publicUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                : publicUrl;
        if (idempotencyKey == null) {
            return ResponseEntity.ok(sessions.shown(sessions.create(SessionParameters.of(form), origin), expand(form)));
        }
        Remembered before = byIdempotencyKey.get(idempotencyKey);
        if (before != null && !before.form().equals(form)) {
            throw StripeError.idempotency();
        }
        if (before != null) {
            return ResponseEntity.ok().header("idempotent-replayed", "true").body(before.answer());
        }
        ObjectNode answer = sessions.shown(sessions.create(SessionParameters.of(form), origin), expand(form));
        byIdempotencyKey.put(idempotencyKey, new Remembered(form, answer));
        return ResponseEntity.ok(answer);
    }

    @GetMapping("/checkout/sessions/{id}")
    ObjectNode retrieve(@PathVariable String id, @RequestParam Map<String, String> query) {
        return sessions.shown(session(id), expand(query));
    }

    @GetMapping("/checkout/sessions/{id}/line_items")
    ObjectNode lineItems(@PathVariable String id) {
        return sessions.lineItems(session(id));
    }

    @PostMapping("/checkout/sessions/{id}/expire")
    ObjectNode expire(@PathVariable String id) {
        return sessions.shown(sessions.expire(id), List.of());
    }

    /** @param after id of the last event of the page before */
    @GetMapping("/events")
    ObjectNode events(
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(name = "created[gte]", defaultValue = "0") long since) {
        List<ObjectNode> all = events.newest().stream()
                .filter(event -> type == null || event.path("type").asString().equals(type))
                .filter(event -> event.path("created").asLong() >= since)
                .toList();
        List<ObjectNode> rest = after == null
                ? all
                : all.stream()
                        .dropWhile(event -> !event.path("id").asString().equals(after))
                        .skip(1)
                        .toList();
        ObjectNode list = json.createObjectNode();
        list.put("object", "list").put("url", "/v1/events").put("has_more", rest.size() > limit);
        list.putArray("data").addAll(rest.stream().limit(limit).toList());
        return list;
    }

    @ExceptionHandler
    ResponseEntity<Object> refuse(StripeError error) {
        return error.answer();
    }

    private ObjectNode session(String id) {
        return sessions.find(id).orElseThrow(() -> StripeError.missing("checkout.session: '" + id + "'"));
    }

    private static List<String> expand(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("expand["))
                .map(Map.Entry::getValue)
                .collect(Collectors.toList());
    }

    private record Remembered(Map<String, String> form, ObjectNode answer) {}
}
