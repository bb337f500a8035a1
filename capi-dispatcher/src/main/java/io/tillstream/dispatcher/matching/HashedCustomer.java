package io.tillstream.dispatcher.matching;

import io.tillstream.dispatcher.order.Customer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
    public Set<MatchKey> matchKeys() {
        Set<MatchKey> keys = EnumSet.noneOf(MatchKey.class);
        add(keys, MatchKey.EM, !emails.isEmpty());
        add(keys, MatchKey.PH, !phones.isEmpty());
        add(keys, MatchKey.FN_LN, !firstNames.isEmpty() && !lastNames.isEmpty());
        add(keys, MatchKey.CT_ZP_COUNTRY, !cities.isEmpty() && !postalCodes.isEmpty() && !countries.isEmpty());
        add(keys, MatchKey.EXTERNAL_ID, !externalIds.isEmpty());
        add(keys, MatchKey.CLIENT_IP_ADDRESS, ip != null);
        add(keys, MatchKey.CLIENT_USER_AGENT, userAgent != null);
        add(keys, MatchKey.FBP, fbp != null);
        add(keys, MatchKey.FBC, fbc != null);
        return keys;
    }

    private static void add(Set<MatchKey> keys, MatchKey key, boolean there) {
        if (there) {
            keys.add(key);
        }
    }

    /** The only way from a customer in the clear to data that leaves this service. */
    public static HashedCustomer of(Customer customer) {
        String country = customer.country();
        Hashing hash = new Hashing(new ArrayList<>());
        return new HashedCustomer(
                hash.of("em", customer.email(), Normal::email),
                hash.of("ph", customer.phone(), phone -> Normal.phone(phone, country)),
                hash.of("fn", customer.name(), Normal::firstName),
                hash.of("ln", customer.name(), Normal::lastName),
                hash.of("ge", customer.gender(), Normal::gender),
                hash.of("db", customer.birthDate(), BirthDate::normal),
                hash.of("ct", customer.city(), Normal::cities),
                hash.of("st", customer.state(), state -> Normal.state(state, country)),
                hash.of("zp", customer.postalCode(), code -> Normal.postalCodes(code, country)),
                hash.of("country", country, Normal::country),
                hash.ids(customer.externalId(), customer.customerId()),
                hash.inTheClear("client_ip_address", customer.ip(), IpAddress::normal),
                hash.inTheClear("client_user_agent", customer.userAgent(), Normal::userAgent),
                hash.inTheClear("fbp", customer.fbp(), BrowserIds::normal),
                hash.inTheClear("fbc", customer.fbc(), BrowserIds::normal),
                List.copyOf(hash.unusable()));
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

    private record Hashing(List<String> unusable) {

        /** All ids of the customer in the shop. */
        List<Sha256> ids(@Nullable String... raw) {
            List<Sha256> ids = new ArrayList<>(raw.length);
            for (String id : raw) {
                ids.addAll(of("external_id", id, Normal::externalId));
            }
            return List.copyOf(ids);
        }

        List<Sha256> of(String field, @Nullable String raw, Function<String, List<String>> normal) {
            if (raw == null || raw.isBlank()) {
                return List.of();
            }
            Sha256 readyMade = Sha256.readyMade(raw);
            if (readyMade != null) {
                return readyMade(field, readyMade);
            }
            List<String> normalised = normal.apply(raw);
            if (normalised.isEmpty()) {
                leftOut(field);
            }
            return switch (normalised.size()) {
                case 0 -> List.of();
                case 1 -> List.of(Sha256.of(normalised.getFirst()));
                default -> normalised.stream().map(Sha256::of).toList();
            };
        }

        /** The hash of a full name is neither that of a first name nor that of a last name. */
        private List<Sha256> readyMade(String field, Sha256 hash) {
            if (field.equals("fn") || field.equals("ln") || Nobody.hash(field, hash.hex())) {
                leftOut(field);
                return List.of();
            }
            return List.of(hash);
        }

        @Nullable
        String inTheClear(String field, @Nullable String raw, Function<String, @Nullable String> normal) {
            if (raw == null || raw.isBlank()) {
                return null;
            }
            String normalised = normal.apply(raw);
            if (normalised == null) {
                leftOut(field);
            }
            return normalised;
        }

        private void leftOut(String field) {
            // Many people have only one name.
            if (!field.equals("ln")) {
                unusable.add(field);
            }
        }
    }
}
