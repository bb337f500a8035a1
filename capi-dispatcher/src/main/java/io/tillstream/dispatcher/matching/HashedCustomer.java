package io.tillstream.dispatcher.matching;

import io.tillstream.dispatcher.order.Customer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who bought, as Meta may know it: hashed, but for the four values that Meta takes as they are. A field whose value
 * is missing or unusable is an empty list, or null.
 *
 * @param emails      em
 * @param phones      ph
 * @param firstNames  fn
 * @param lastNames   ln
 * @param cities      ct; two hashes where Meta's own libraries disagree about accents
 * @param states      st
 * @param postalCodes zp
 * @param countries   country
 * @param externalIds external_id
 * @param ip          client_ip_address, in the clear
 * @param userAgent   client_user_agent, in the clear
 * @param fbp         byte for byte as the browser had it
 * @param fbc         byte for byte as the browser had it
 */
public record HashedCustomer(
        List<Sha256> emails,
        List<Sha256> phones,
        List<Sha256> firstNames,
        List<Sha256> lastNames,
        List<Sha256> cities,
        List<Sha256> states,
        List<Sha256> postalCodes,
        List<Sha256> countries,
        List<Sha256> externalIds,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String fbp,
        @Nullable String fbc) {

    /** The one door from a customer in the clear to anything that leaves this service. */
    public static HashedCustomer of(Customer customer) {
        String country = customer.country();
        return new HashedCustomer(
                hash(Normal.email(customer.email())),
                hash(Normal.phone(customer.phone(), country)),
                hash(Normal.firstName(customer.name())),
                hash(Normal.lastName(customer.name())),
                hash(Normal.cities(customer.city())),
                hash(Normal.state(customer.state(), country)),
                hash(Normal.postalCode(customer.postalCode(), country)),
                hash(Normal.country(country)),
                hash(Normal.externalId(customer.externalId())),
                customer.ip(),
                customer.userAgent(),
                customer.fbp(),
                customer.fbc());
    }

    /** Whether Meta can match the customer at all; it refuses a whole request for one event without any such key. */
    public boolean matchable() {
        return !emails.isEmpty()
                || !phones.isEmpty()
                || !externalIds.isEmpty()
                || fbp != null
                || fbc != null
                || (ip != null && userAgent != null);
    }

    private static List<Sha256> hash(List<String> normalised) {
        return normalised.stream().map(Sha256::of).toList();
    }
}
