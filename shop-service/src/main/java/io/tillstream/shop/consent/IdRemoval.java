package io.tillstream.shop.consent;

import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.Visitor.Choice;
import io.tillstream.shop.visitor.VisitorCookies;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Removes the id cookies of a browser without consent. When the browser refuses by Global Privacy Control, the consent of its
 * orders is withdrawn first, because they are found by the visitor id.
 */
@ControllerAdvice
class IdRemoval {

    private final VisitorCookies cookies;
    private final Withdrawals withdrawals;
    private final ConsentAnswers answers;

    IdRemoval(VisitorCookies cookies, Withdrawals withdrawals, ConsentAnswers answers) {
        this.cookies = cookies;
        this.withdrawals = withdrawals;
        this.answers = answers;
    }

    @ModelAttribute
    void forget(Visitor visitor, HttpServletResponse response) {
        if (visitor.consents() || !visitor.marked()) {
            return;
        }
        if (visitor.choice() == Choice.DENIED_BY_BROWSER && visitor.id() != null) {
            withdrawals.withdraw(visitor.id());
            answers.record(visitor.id(), false, ConsentAnswers.Source.BROWSER, null);
        }
        cookies.forget(response);
    }
}
