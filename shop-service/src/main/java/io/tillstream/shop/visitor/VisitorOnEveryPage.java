package io.tillstream.shop.visitor;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page whether to ask for consent, and which page to return to after the answer. */
@ControllerAdvice
class VisitorOnEveryPage {

    @ModelAttribute
    void visitor(Visitor visitor, HttpServletRequest request, Model model) {
        model.addAttribute("visitor", visitor);
        String query = request.getQueryString();
        model.addAttribute("page", query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }
}
