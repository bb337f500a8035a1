package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.access.Access;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page to sign in on. */
@Controller
class SignInController {

    private final Access access;

    SignInController(Access access) {
        this.access = access;
    }

    @GetMapping("/sign-in")
    String signIn(Model model) {
        model.addAttribute("passwords", access.passwords());
        model.addAttribute("providers", access.openIdProviders());
        return "console/sign-in";
    }
}
