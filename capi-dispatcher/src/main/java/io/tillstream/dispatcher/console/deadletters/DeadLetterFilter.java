package io.tillstream.dispatcher.console.deadletters;

import io.tillstream.dispatcher.console.books.DeadLetterStatus;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which dead letters a page shows. A condition that is null or empty matches all.
 *
 * @param state  open by default; all for any state
 * @param reason as in the message's header
 * @param cause  the exact cause
 * @param text   a part of the order id, the event id or Meta's request id
 */
public record DeadLetterFilter(
        @Nullable String state,
        @Nullable String reason,
        @Nullable String cause,
        @Nullable String text) {

    static final String ALL = "all";

    public DeadLetterFilter {
        state = StringUtils.hasText(state) ? state : "open";
        reason = StringUtils.hasText(reason) ? reason : null;
        cause = StringUtils.hasText(cause) ? cause : null;
        text = StringUtils.hasText(text) ? text.strip() : null;
    }

    boolean fits(DeadLetterStatus letter) {
        return (ALL.equals(state) || state(letter).equals(state))
                && (reason == null || letter.reason().text().equals(reason))
                && (cause == null || letter.cause().equals(cause))
                && (text == null
                        || letter.orderId().contains(text)
                        || letter.receiptId().contains(text)
                        || letter.fbtraceId().contains(text));
    }

    public List<DeadLetterStatus> of(List<DeadLetterStatus> letters) {
        return letters.stream().filter(this::fits).toList();
    }

    /** The name of a state in addresses and files. */
    public static String state(DeadLetterStatus letter) {
        return letter.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The address of the page with this filter. */
    String address() {
        return addressOf(cause);
    }

    /** The address of the page with this filter and another cause. */
    String address(String otherCause) {
        return addressOf(otherCause);
    }

    private String addressOf(@Nullable String ofCause) {
        return UriComponentsBuilder.fromPath("/dead-letters")
                .queryParam("state", "{state}")
                .queryParam("reason", "{reason}")
                .queryParam("cause", "{cause}")
                .queryParam("text", "{text}")
                .build(state, blank(reason), blank(ofCause), blank(text))
                .toString();
    }

    private static String blank(@Nullable String value) {
        return value == null ? "" : value;
    }
}
