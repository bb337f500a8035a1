package io.tillstream.shop.visitor;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page the visitor, and its own address to return to after the consent form. */
@ControllerAdvice
class VisitorOnEveryPage {

    @ModelAttribute
    void visitor(Visitor visitor, HttpServletRequest request, Model model) {
        model.addAttribute("visitor", visitor);
        String query = request.getQueryString();
        model.addAttribute("page", query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }
}
