package io.tillstream.shop.order;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Customers who are the shop itself, for example when it tests its checkout. Their orders are not sent to Meta.
 *
 * @param orders e-mail addresses ({@code ann@shop.example}) or mail domains ({@code shop.example}); case does not matter
 */
@ConfigurationProperties("shop.internal")
record InternalSettings(@DefaultValue({}) List<String> orders) {

    InternalSettings {
        for (String each : orders) {
            Assert.isTrue(
                    each.matches("([^@\\s]+@)?[^@\\s.]+(\\.[^@\\s.]+)+"),
                    "INTERNAL_ORDERS has '" + each
                            + "'; each entry must be an e-mail address, such as ann@shop.example, or a mail domain, such as shop.example");
        }
        orders = orders.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether an address is one of the shop's. Subdomains of its domains do not count. */
    boolean contain(@Nullable String email) {
        if (email == null) {
            return false;
        }
        String address = email.strip().toLowerCase(Locale.ROOT);
        return orders.contains(address) || orders.contains(address.substring(address.lastIndexOf('@') + 1));
    }
}
