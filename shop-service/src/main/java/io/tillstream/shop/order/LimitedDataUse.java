package io.tillstream.shop.order;

import io.tillstream.shop.order.OrderCompleted.DataProcessing;
import io.tillstream.shop.visitor.ConsentSettings;
import io.tillstream.shop.visitor.UsState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Meta's Limited Data Use, for customers in configured US states (developers.facebook.com, Data Processing Options). */
@Component
class LimitedDataUse {

    private static final int UNITED_STATES = 1;

    /** Meta locates the customer by IP address, and limits only states that have such a law. */
    private static final DataProcessing LOCATED_BY_META = new DataProcessing(List.of("LDU"), 0, 0);

    private final ConsentSettings settings;

    LimitedDataUse(ConsentSettings settings) {
        this.settings = settings;
    }

    /**
     * @param country of the customer's address, ISO 3166-1 alpha-2; null when it is not known
     * @param state   of the customer's address, its code or its name; null when it is not known
     * @return null when nothing is limited
     */
    @Nullable
    DataProcessing of(@Nullable String country, @Nullable String state) {
        if (settings.limitedDataUseStates().isEmpty() || (country != null && !"US".equals(country))) {
            return null;
        }
        Optional<UsState> known = country == null ? Optional.empty() : UsState.of(state);
        if (known.isEmpty()) {
            return LOCATED_BY_META;
        }
        if (!settings.limits(known.get())) {
            return null;
        }
        int number = known.get().metasNumber();
        return number == 0 ? LOCATED_BY_META : new DataProcessing(List.of("LDU"), UNITED_STATES, number);
    }
}
