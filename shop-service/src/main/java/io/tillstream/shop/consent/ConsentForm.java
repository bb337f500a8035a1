package io.tillstream.shop.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.VisitorCookies;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** The form for the visitor's choice about marketing. It is shown until answered; the answer is kept for six months. */
@Controller
class ConsentForm {

    /** Excludes other hosts: browsers drop control characters, and read "//" and "/\\" as the start of a host. */
    private static final String OWN_PAGE = "/([^/\\\\\\p{Cntrl}]\\P{Cntrl}*)?";

    private final VisitorCookies cookies;
    private final Withdrawals withdrawals;
    private final MeterRegistry registry;

    ConsentForm(VisitorCookies cookies, Withdrawals withdrawals, MeterRegistry registry) {
        this.cookies = cookies;
        this.withdrawals = withdrawals;
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
            HttpServletResponse response) {
        registry.counter("shop.consent", "choice", granted ? "granted" : "denied")
                .increment();
        if (granted) {
            cookies.grant(visitor, response);
        } else {
            if (visitor.id() != null) {
                withdrawals.withdraw(visitor.id());
            }
            cookies.deny(response);
        }
        RedirectView back = new RedirectView(page.matches(OWN_PAGE) ? page : "/");
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }
}
