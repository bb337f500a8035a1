package io.tillstream.shop.pixel;

import io.tillstream.shop.storefront.StorefrontSettings;
import io.tillstream.shop.visitor.ConsentSettings;
import io.tillstream.shop.visitor.Visitor;
import org.springframework.ui.Model;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Passes the Pixel's settings to the layout of each page. Without consent it passes none, and no page loads the Pixel. */
@ControllerAdvice
class PixelOnEveryPage {

    private final PixelSettings settings;
    private final ConsentSettings consent;

    PixelOnEveryPage(PixelSettings settings, ConsentSettings consent, StorefrontSettings storefront) {
        Assert.isTrue(
                !storefront.enabled() || !settings.id().isEmpty(),
                "META_PIXEL_ID is missing. Find it in Meta's Events Manager under Data sources: a number of 15 or 16 digits");
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
