package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.matching.HashedCustomer;
import java.util.List;

/** How many of the events that Meta accepted bore each of the keys by which it matches customers, in Meta's names. */
final class MatchKeys {

    private final Counter emails;
    private final Counter phones;
    private final Counter names;
    private final Counter places;
    private final Counter externalIds;
    private final Counter ip;
    private final Counter userAgent;
    private final Counter fbp;
    private final Counter fbc;

    MatchKeys(MeterRegistry registry) {
        emails = counter("em", registry);
        phones = counter("ph", registry);
        names = counter("fn_ln", registry);
        places = counter("ct_zp_country", registry);
        externalIds = counter("external_id", registry);
        ip = counter("client_ip_address", registry);
        userAgent = counter("client_user_agent", registry);
        fbp = counter("fbp", registry);
        fbc = counter("fbc", registry);
    }

    void count(HashedCustomer customer) {
        count(emails, customer.emails());
        count(phones, customer.phones());
        count(externalIds, customer.externalIds());
        count(ip, customer.ip());
        count(userAgent, customer.userAgent());
        count(fbp, customer.fbp());
        count(fbc, customer.fbc());
        if (!customer.firstNames().isEmpty() && !customer.lastNames().isEmpty()) {
            names.increment();
        }
        if (!customer.cities().isEmpty()
                && !customer.postalCodes().isEmpty()
                && !customer.countries().isEmpty()) {
            places.increment();
        }
    }

    private static void count(Counter counter, List<?> values) {
        if (!values.isEmpty()) {
            counter.increment();
        }
    }

    private static void count(Counter counter, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            counter.increment();
        }
    }

    private static Counter counter(String key, MeterRegistry registry) {
        return Counter.builder("dispatcher.match.keys")
                .tag("key", key)
                .description(
                        "Accepted events that bore the key; fn_ln and ct_zp_country only if all of them were there")
                .register(registry);
    }
}
