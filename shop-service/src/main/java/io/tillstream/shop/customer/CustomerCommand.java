package io.tillstream.shop.customer;

import io.tillstream.shop.command.ShopForCommands;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
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
     * @return the exit code: 0 when it is shown or deleted; 1 when some orders cannot be compared, and may be the customer's
     *     too; 2 for invalid arguments
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        List<String> given = List.of(arguments);
        String email = given.isEmpty() ? "" : email(given.getFirst());
        if (given.size() != 2
                || !email.matches("[^@\\s]+@[^@\\s]+")
                || !List.of("--export", "--erase").contains(given.getLast())) {
            out.println(
                    "Usage: customer --email=jo@example.com --export|--erase. With --email=- the address is read from the"
                            + " standard input, so that no list of processes has it.");
            return 2;
        }
        try (ConfigurableApplicationContext shop = ShopForCommands.start(application)) {
            CustomersEndpoint customers = shop.getBean(CustomersEndpoint.class);
            if (given.getLast().equals("--export")) {
                var kept = customers.export(email);
                out.println(kept.toPrettyString());
                return kept.path("unreadable_orders").asInt() == 0 ? 0 : 1;
            }
            var erased = customers.erase(email);
            out.println(erased.sentence());
            return erased.uncompared() == 0 ? 0 : 1;
        }
    }

    private static String email(String argument) {
        if (!argument.startsWith(EMAIL)) {
            return "";
        }
        String given = argument.substring(EMAIL.length());
        return given.equals("-") && System.in != null
                ? new Scanner(System.in, StandardCharsets.UTF_8)
                        .useDelimiter("\\A")
                        .next()
                        .strip()
                : given;
    }
}
