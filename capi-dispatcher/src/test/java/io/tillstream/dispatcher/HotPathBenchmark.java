package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.capi.EncodedEvent;
import io.tillstream.dispatcher.dispatch.Purchases;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.OrderReader;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * The steps from a message to its event, each alone, for one of a thousand customers in turn. {@code ./mvnw -Pjmh package
 * -DskipTests -pl capi-dispatcher -am} runs it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotPathBenchmark {

    private static final int CUSTOMERS = 1000;
    private static final List<String> CITIES =
            List.of("Singapore", "San Francisco", "London", "M\u00fcnchen", "S\u00e3o Paulo");
    private static final String KEYS = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);

    private final OrderReader reader = new OrderReader(JsonMapper.shared());
    private final CustomerSeal seal = CustomerSeal.of(KEYS, JsonMapper.shared());
    private final List<byte[]> messages =
            IntStream.range(0, CUSTOMERS).mapToObj(this::message).toList();
    private final List<OrderCompleted> orders = messages.stream()
            .map(message -> Objects.requireNonNull(reader.read(message)))
            .toList();
    private final List<Customer> customers =
            orders.stream().map(order -> seal.open(order.sealedCustomer())).toList();
    private final List<HashedCustomer> hashed =
            customers.stream().map(HashedCustomer::of).toList();
    private int turn;

    private byte[] message(int number) {
        String customer = "{\"email\":\"Shopper." + number + "@example.com\",\"phone\":\"+49151" + (10_000_000 + number)
                + "\",\"name\":\"Zo\u00eb O'Brien\",\"city\":\"" + CITIES.get(number % CITIES.size())
                + "\",\"postalCode\":\"80331\",\"country\":\"DE\",\"externalId\":\"visitor-" + number
                + "\",\"ip\":\"198.51.100." + number % 256
                + "\",\"userAgent\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0\""
                + ",\"fbp\":\"fb.1.1764000000000." + (1_000_000_000L + number) + "\"}";
        return ("{\"eventId\":\"e-" + number + "\",\"orderId\":\"o-" + number
                        + "\",\"paidAt\":\"2026-11-20T08:15:30Z\",\"currency\":\"EUR\",\"total\":\"57.00\",\"items\":[{\"sku\":\"mug\","
                        + "\"name\":\"Mug\",\"quantity\":3,\"unitPrice\":\"19.00\"}],\"customer\":\""
                        + seal.close(customer.getBytes(UTF_8))
                        + "\",\"consent\":\"granted\",\"sourceUrl\":\"https://shop.example.com/thanks\",\"livemode\":true}")
                .getBytes(UTF_8);
    }

    private int next() {
        turn = (turn + 1) % CUSTOMERS;
        return turn;
    }

    @Benchmark
    public Object reads_the_message() {
        return reader.read(messages.get(next()));
    }

    @Benchmark
    public Object reads_the_message_with_jackson() {
        return JsonMapper.shared().readValue(messages.get(next()), OrderCompleted.class);
    }

    @Benchmark
    public Object opens_the_seal() {
        return seal.open(orders.get(next()).sealedCustomer());
    }

    @Benchmark
    public Object hashes_the_customer() {
        return HashedCustomer.of(customers.get(next()));
    }

    @Benchmark
    public Object encodes_the_event() {
        int each = next();
        return EncodedEvent.of(Purchases.event(orders.get(each), hashed.get(each)));
    }

    @Benchmark
    public Object all_of_it() {
        OrderCompleted order = Objects.requireNonNull(reader.read(messages.get(next())));
        return EncodedEvent.of(Purchases.event(order, HashedCustomer.of(seal.open(order.sealedCustomer()))));
    }
}
