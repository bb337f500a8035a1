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

/** The visitor's choice about marketing: asked on every page until made, remembered for six months either way. */
@Controller
class ConsentForm {

    /** Browsers drop control characters from an address, and read two slashes, or one and a backslash, as another host. */
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
     * Takes the answer. A no also reaches this browser's orders of which Meta has not been told yet.
     *
     * @param page path of the shop to go back to; anything else leads to the home page
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
