package io.tillstream.shop.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.limit.Allowance;
import io.tillstream.shop.storefront.ClientAddress;
import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.VisitorCookies;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

/** The form for the visitor's choice about marketing. It is shown until answered; the answer is kept for six months. */
@Controller
class ConsentForm {

    /** Excludes other hosts: browsers drop control characters, and read "//" and "/\\" as the start of a host. */
    private static final String OWN_PAGE = "/([^/\\\\\\p{Cntrl}]\\P{Cntrl}*)?";

    private final VisitorCookies cookies;
    private final Withdrawals withdrawals;
    private final ConsentAnswers answers;
    private final MessageSource messages;
    private final MeterRegistry registry;

    /** Per IP address: enough for an office that shares one. */
    private final Allowance<String> ofAnAddress = new Allowance<>(60, Duration.ofSeconds(1));

    ConsentForm(
            VisitorCookies cookies,
            Withdrawals withdrawals,
            ConsentAnswers answers,
            MessageSource messages,
            MeterRegistry registry) {
        this.cookies = cookies;
        this.withdrawals = withdrawals;
        this.answers = answers;
        this.messages = messages;
        this.registry = registry;
    }

    @GetMapping("/privacy")
    String privacy() {
        return "privacy";
    }

    /**
     * Stores the answer. A no also withdraws consent from this browser's orders that were not sent to Meta yet.
     *
     * @param page path in this shop to return to; anything else leads to the home page
     */
    @PostMapping("/consent")
    RedirectView choose(
            @RequestParam boolean granted,
            @RequestParam(defaultValue = "/") String page,
            Visitor visitor,
            Locale locale,
            HttpServletResponse response) {
        if (granted && visitor.ip() != null && !ofAnAddress.takes(ClientAddress.network(visitor.ip()))) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        registry.counter("shop.consent", "choice", granted ? "granted" : "denied")
                .increment();
        if (granted) {
            String id = visitor.id() == null ? UUID.randomUUID().toString() : visitor.id();
            // First, so that there is no cookie of a yes that could not be recorded.
            answers.record(id, true, ConsentAnswers.Source.STOREFRONT, wording(locale));
            cookies.grant(id, response);
        } else {
            if (visitor.id() != null) {
                withdrawals.withdraw(visitor.id());
                answers.record(visitor.id(), false, ConsentAnswers.Source.STOREFRONT, wording(locale));
            }
            cookies.deny(response);
        }
        RedirectView back = new RedirectView(page.matches(OWN_PAGE) ? page : "/");
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }

    /** The question, and what the privacy page says to it. */
    private String wording(Locale locale) {
        return messages.getMessage("consent.question", null, locale) + "\n"
                + messages.getMessage("privacy.meta.text", null, locale);
    }
}
