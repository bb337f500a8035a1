package io.tillstream.shop.order;

import io.tillstream.shop.order.OrderCompleted.DataProcessing;
import io.tillstream.shop.visitor.ConsentSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Limited Data Use for customers in the US states that the settings name (developers.facebook.com, Data Processing Options). */
@Component
class LimitedDataUse {

    private static final int UNITED_STATES = 1;

    /** Meta's number; for other states Meta is asked to find out itself, by the address of the browser. */
    private static final int CALIFORNIA = 1000;

    private final ConsentSettings settings;

    LimitedDataUse(ConsentSettings settings) {
        this.settings = settings;
    }

    /**
     * @param country of the customer's address, ISO 3166-1 alpha-2; null when it is not known
     * @param state   of the customer's address; null when it is not known
     * @return null when nothing is limited
     */
    @Nullable
    DataProcessing of(@Nullable String country, @Nullable String state) {
        if (settings.limitedDataUseStates().isEmpty()) {
            return null;
        }
        if (country == null || ("US".equals(country) && state == null)) {
            // Meta finds out by the address of the browser, and limits nothing outside these states.
            return new DataProcessing(List.of("LDU"), 0, 0);
        }
        String code = state == null ? "" : state.strip().toUpperCase(Locale.ROOT);
        if (!"US".equals(country) || !settings.limitedDataUseStates().contains(code)) {
            return null;
        }
        return code.equals("CA")
                ? new DataProcessing(List.of("LDU"), UNITED_STATES, CALIFORNIA)
                : new DataProcessing(List.of("LDU"), 0, 0);
    }
}
