package io.tillstream.shop.order;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Who buys for the shop itself, as when it tries its checkout; Meta is not told of these orders.
 *
 * @param orders e-mail addresses ({@code ann@shop.example}) and whole mail domains ({@code shop.example}), in any case
 */
@ConfigurationProperties("shop.internal")
record InternalSettings(@DefaultValue({}) List<String> orders) {

    InternalSettings {
        for (String each : orders) {
            Assert.isTrue(
                    each.matches("([^@\\s]+@)?[^@\\s.]+(\\.[^@\\s.]+)+"),
                    "INTERNAL_ORDERS has '" + each
                            + "'; each is an e-mail address, such as ann@shop.example, or a mail domain, such as shop.example");
        }
        orders = orders.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether an address is one of the shop's own; one below a domain of its own is not. */
    boolean contain(@Nullable String email) {
        if (email == null) {
            return false;
        }
        String address = email.strip().toLowerCase(Locale.ROOT);
        return orders.contains(address) || orders.contains(address.substring(address.lastIndexOf('@') + 1));
    }
}
