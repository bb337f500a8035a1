package io.tillstream.shop.customer;

import io.tillstream.shop.command.ShopForCommands;
import java.io.PrintStream;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code java -jar shop-service.jar customer --email=jo@example.com --export|--erase}, run with the shop's environment: shows or
 * deletes what is kept of a customer.
 */
public final class CustomerCommand {

    private static final String EMAIL = "--email=";

    private CustomerCommand() {}

    /**
     * Runs the command.
     *
     * @param application the shop's
     * @param arguments   what follows {@code customer}
     * @return the exit code: 0 when it is shown or deleted; 1 when some orders are sealed with an unknown key, and may be the
     *     customer's too; 2 for invalid arguments
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        List<String> given = List.of(arguments);
        if (given.size() != 2
                || !given.getFirst().matches(EMAIL + "[^@\\s]+@[^@\\s]+")
                || !List.of("--export", "--erase").contains(given.getLast())) {
            out.println("Usage: customer --email=jo@example.com --export|--erase");
            return 2;
        }
        String email = given.getFirst().substring(EMAIL.length());
        try (ConfigurableApplicationContext shop = ShopForCommands.start(application)) {
            CustomersEndpoint customers = shop.getBean(CustomersEndpoint.class);
            if (given.getLast().equals("--export")) {
                var kept = customers.export(email);
                out.println(kept.toPrettyString());
                return kept.path("unreadable_orders").asInt() == 0 ? 0 : 1;
            }
            var erased = customers.erase(email);
            out.println(erased.sentence());
            return erased.unreadable() == 0 ? 0 : 1;
        }
    }
}
