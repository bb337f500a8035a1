package io.tillstream.dispatcher.matching;

import io.tillstream.dispatcher.order.Customer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer in the form for Meta: hashed, except for the four values that Meta takes in the clear. A missing or unusable
 * value is an empty list, or null. A value that the shop has hashed itself, with 64 hexadecimal digits, is kept; every other
 * one is normalised and hashed.
 *
 * @param emails      em
 * @param phones      ph
 * @param firstNames  fn
 * @param lastNames   ln
 * @param genders     ge
 * @param birthDates  db
 * @param cities      ct; two hashes where Meta's own libraries disagree about accents
 * @param states      st
 * @param postalCodes zp; two hashes in the United Kingdom, where Meta's page and its libraries disagree
 * @param countries   country
 * @param externalIds external_id
 * @param ip          client_ip_address, in the clear; a public address without a port
 * @param userAgent   client_user_agent, in the clear
 * @param fbp         the browser's value, unchanged
 * @param fbc         the browser's value, unchanged
 * @param unusable    Meta's names of the fields with an unusable value
 */
public record HashedCustomer(
        List<Sha256> emails,
        List<Sha256> phones,
        List<Sha256> firstNames,
        List<Sha256> lastNames,
        List<Sha256> genders,
        List<Sha256> birthDates,
        List<Sha256> cities,
        List<Sha256> states,
        List<Sha256> postalCodes,
        List<Sha256> countries,
        List<Sha256> externalIds,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc,
        List<String> unusable) {

    /** Keys by which Meta can match the customer. */
    public MatchKeys matchKeys() {
        return MatchKeys.of(this);
    }

    boolean has(MatchKey key) {
        return switch (key) {
            case EM -> !emails.isEmpty();
            case PH -> !phones.isEmpty();
            case FN_LN -> !firstNames.isEmpty() && !lastNames.isEmpty();
            case CT_ZP_COUNTRY -> !cities.isEmpty() && !postalCodes.isEmpty() && !countries.isEmpty();
            case EXTERNAL_ID -> !externalIds.isEmpty();
            case CLIENT_IP_ADDRESS -> ip != null;
            case CLIENT_USER_AGENT -> userAgent != null;
            case FBP -> fbp != null;
            case FBC -> fbc != null;
        };
    }

    /** The only way from a customer in the clear to data that leaves this service. */
    public static HashedCustomer of(Customer customer) {
        String country = customer.country();
        Hashing hash = new Hashing();
        List<Sha256> emails = hash.of("em", customer.email(), Normal::email);
        List<Sha256> phones = hash.of("ph", customer.phone(), phone -> Normal.phone(phone, country));
        List<String> names = hash.names(customer.name());
        return new HashedCustomer(
                emails,
                phones,
                Hashing.word(Normal.firstName(names)),
                Hashing.word(Normal.lastName(names)),
                hash.of("ge", customer.gender(), Normal::gender),
                hash.of("db", customer.birthDate(), BirthDate::normal),
                hash.remembered(Hashing.CITIES, customer.city(), "", (city, none) -> Normal.cities(city)),
                hash.remembered(Hashing.STATES, customer.state(), country, Normal::state),
                hash.remembered(Hashing.POSTAL_CODES, customer.postalCode(), country, Normal::postalCodes),
                hash.remembered(Hashing.COUNTRIES, country, "", (code, none) -> Normal.country(code)),
                hash.ids(customer.externalId(), customer.customerId()),
                hash.inTheClear("client_ip_address", customer.ip(), IpAddress::normal),
                hash.inTheClear("client_user_agent", customer.userAgent(), Normal::userAgent),
                hash.inTheClear("fbp", customer.fbp(), BrowserIds::normal),
                hash.inTheClear("fbc", customer.fbc(), BrowserIds::normal),
                hash.unusable());
    }

    /**
     * Whether Meta considers the customer matchable. It refuses a whole request (100/2804050) because of one event that only has
     * place and gender, or birth date, or first name and gender, or last name and gender, or a part of these. A user agent,
     * which every event from a website has, does not help.
     */
    public boolean matchable() {
        if (!emails.isEmpty()
                || !phones.isEmpty()
                || !externalIds.isEmpty()
                || ip != null
                || fbp != null
                || fbc != null
                || (!birthDates.isEmpty() && !genders.isEmpty())) {
            return true;
        }
        boolean place = !cities.isEmpty() || !states.isEmpty() || !postalCodes.isEmpty() || !countries.isEmpty();
        long kinds = Stream.of(place, !birthDates.isEmpty(), !firstNames.isEmpty(), !lastNames.isEmpty())
                .filter(there -> there)
                .count();
        return kinds > 1;
    }
}
