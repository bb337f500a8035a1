package io.tillstream.sandbox.traffic;

import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Buys one random product and pays for it. */
class RandomShopper extends HttpShopper {

    private static final List<String> SKUS = List.of("enamel-mug", "tea-towel", "notebook", "oak-board", "moka-pot");
    private static final List<String> CITIES = List.of("Singapore", "Jurong", "Bedok");

    RandomShopper(Stack stack) {
        super(stack);
    }

    /** One shopper in ten refuses consent. */
    void buy() throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        answers(random.nextInt(10) > 0);
        String session = session(takesToCheckout(SKUS.get(random.nextInt(SKUS.size()))));
        int number = random.nextInt(10_000_000);
        pays(
                session,
                Map.of(
                        "card", "good",
                        "webhook", "at-once",
                        "email", "load.customer" + number + "@personal.example",
                        "phone", "+65 8" + (1_000_000 + number % 9_000_000),
                        "name", "Loadia Trafficson",
                        "city", CITIES.get(random.nextInt(CITIES.size())),
                        "country", "SG"));
    }
}
