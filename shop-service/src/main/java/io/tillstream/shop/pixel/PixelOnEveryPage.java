package io.tillstream.shop.pixel;

import io.tillstream.shop.visitor.ConsentSettings;
import io.tillstream.shop.visitor.Visitor;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Passes the Pixel's settings to the layout of each page. Without consent it passes none, and no page loads the Pixel. */
@ControllerAdvice
class PixelOnEveryPage {

    private final PixelSettings settings;
    private final ConsentSettings consent;

    PixelOnEveryPage(PixelSettings settings, ConsentSettings consent) {
        this.settings = settings;
        this.consent = consent;
    }

    @ModelAttribute
    void pixel(Visitor visitor, Model model) {
        if (visitor.consents()) {
            model.addAttribute("pixel", settings);
            model.addAttribute("limitedDataUse", !consent.limitedDataUseStates().isEmpty());
        }
    }
}
