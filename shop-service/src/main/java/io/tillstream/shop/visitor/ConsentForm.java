package io.tillstream.shop.visitor;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** The visitor's choice about marketing: asked on every page until made, remembered for six months either way. */
@Controller
class ConsentForm {

    private static final Duration REMEMBERED = Duration.ofDays(180);

    private final StorefrontSettings storefront;

    ConsentForm(StorefrontSettings storefront) {
        this.storefront = storefront;
    }

    /** @param page path of the shop to go back to; anything else leads to the home page */
    @PostMapping("/consent")
    RedirectView choose(
            @RequestParam boolean granted,
            @RequestParam(defaultValue = "/") String page,
            Visitor visitor,
            HttpServletResponse response) {
        remember(response, VisitorArgument.CHOICE_COOKIE, granted ? "granted" : "denied", REMEMBERED);
        if (!granted) {
            remember(response, VisitorArgument.ID_COOKIE, "", Duration.ZERO);
        } else if (visitor.id() == null) {
            remember(response, VisitorArgument.ID_COOKIE, UUID.randomUUID().toString(), REMEMBERED);
        }
        RedirectView back = new RedirectView(page.matches("/([^/\\\\].*)?") ? page : "/");
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }

    private void remember(HttpServletResponse response, String name, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .maxAge(age)
                        .sameSite("Lax")
                        .httpOnly(true)
                        .secure(storefront.secure())
                        .build()
                        .toString());
    }
}
