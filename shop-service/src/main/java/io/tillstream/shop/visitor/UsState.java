package io.tillstream.shop.visitor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The US states and the District of Columbia, by postal code. */
public enum UsState {
    AL("Alabama", 0),
    AK("Alaska", 0),
    AZ("Arizona", 0),
    AR("Arkansas", 0),
    CA("California", 1000),
    CO("Colorado", 1001),
    CT("Connecticut", 1002),
    DE("Delaware", 1007),
    DC("District of Columbia", 0),
    FL("Florida", 1003),
    GA("Georgia", 0),
    HI("Hawaii", 0),
    ID("Idaho", 0),
    IL("Illinois", 0),
    IN("Indiana", 0),
    IA("Iowa", 0),
    KS("Kansas", 0),
    KY("Kentucky", 0),
    LA("Louisiana", 0),
    ME("Maine", 0),
    MD("Maryland", 1012),
    MA("Massachusetts", 0),
    MI("Michigan", 0),
    MN("Minnesota", 1011),
    MS("Mississippi", 0),
    MO("Missouri", 0),
    MT("Montana", 1006),
    NE("Nebraska", 1008),
    NV("Nevada", 0),
    NH("New Hampshire", 1009),
    NJ("New Jersey", 1010),
    NM("New Mexico", 0),
    NY("New York", 0),
    NC("North Carolina", 0),
    ND("North Dakota", 0),
    OH("Ohio", 0),
    OK("Oklahoma", 0),
    OR("Oregon", 1004),
    PA("Pennsylvania", 0),
    RI("Rhode Island", 1013),
    SC("South Carolina", 0),
    SD("South Dakota", 0),
    TN("Tennessee", 0),
    TX("Texas", 1005),
    UT("Utah", 0),
    VT("Vermont", 0),
    VA("Virginia", 0),
    WA("Washington", 0),
    WV("West Virginia", 0),
    WI("Wisconsin", 0),
    WY("Wyoming", 0);

    private final String fullName;
    private final int metasNumber;

    UsState(String fullName, int metasNumber) {
        this.fullName = fullName;
        this.metasNumber = metasNumber;
    }

    /**
     * Meta's number of the state (developers.facebook.com, Data Processing Options for US Users); 0 where there is none, which
     * asks Meta to locate the customer.
     */
    public int metasNumber() {
        return metasNumber;
    }

    /** @param text code or English name, in any case; null when it is not known */
    public static Optional<UsState> of(@Nullable String text) {
        String given = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(state -> given.equals(state.name()) || given.equals(state.fullName.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
