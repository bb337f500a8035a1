package io.tillstream.benchmarks.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes messages as shop-service publishes them (contracts/order-completed.v1.schema.json), each with a new event id. */
public final class Orders {

    private static final List<Item> CATALOG = List.of(
            new Item("enamel-mug", "Enamel mug", "11.00"),
            new Item("tea-towel", "Tea towel, ふきん", "9.50"),
            new Item("linen-apron", "Linen apron", "48.90"),
            new Item("bread-knife", "Bread knife", "129.00"),
            new Item("salt-cellar", "Salt cellar", "17.25"));

    private final Random random;
    private final Shoppers shoppers;
    private final Seal seal;

    public Orders(Random random, Seal seal) {
        this.random = random;
        this.shoppers = new Shoppers(random);
        this.seal = seal;
    }

    public List<Message> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    private Message next() {
        UUID eventId = uuid();
        String orderId = uuid().toString();
        Instant paidAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Message(
                orderId.getBytes(UTF_8),
                message(eventId.toString(), orderId, paidAt).getBytes(UTF_8),
                List.of(
                        header("ce_id", eventId.toString()),
                        header("ce_source", "https://shop.example.com"),
                        header("ce_specversion", "1.0"),
                        header("ce_time", paidAt.toString()),
                        header("content-type", "application/json"),
                        header(
                                "traceparent",
                                "00-" + hex(random.nextLong()) + hex(random.nextLong()) + "-" + hex(random.nextLong())
                                        + "-01"),
                        header("ce_type", "io.tillstream.order-completed.v1")));
    }

    /** Live mode is off, as the dispatcher sends live orders only to Meta. */
    private String message(String eventId, String orderId, Instant paidAt) {
        StringJoiner items = new StringJoiner(",", "[", "]");
        BigDecimal total = BigDecimal.ZERO;
        for (int i = random.nextInt(3); i >= 0; i--) {
            Item item = CATALOG.get(random.nextInt(CATALOG.size()));
            int quantity = 1 + random.nextInt(2);
            total = total.add(new BigDecimal(item.price).multiply(BigDecimal.valueOf(quantity)));
            items.add("{\"sku\":\"" + item.sku + "\",\"name\":\"" + item.name + "\",\"quantity\":" + quantity
                    + ",\"unitPrice\":\"" + item.price + "\"}");
        }
        return "{\"eventId\":\"" + eventId + "\",\"orderId\":\"" + orderId + "\",\"paidAt\":\"" + paidAt
                + "\",\"currency\":\"SGD\",\"total\":\"" + total + "\",\"items\":" + items + ",\"customer\":\""
                + seal.over(shoppers.next())
                + "\",\"consent\":\"granted\",\"sourceUrl\":\"https://shop.example.com/thanks\",\"livemode\":false"
                + ",\"stripe\":{\"checkoutSession\":\"cs_test_" + hex(random.nextLong()) + "\",\"paymentIntent\":\"pi_"
                + hex(random.nextLong()) + "\"}}";
    }

    /** A UUID of version 4 from two random numbers, which is cheap. */
    private UUID uuid() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() & ~(3L << 62)) | (2L << 62));
    }

    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(UTF_8));
    }

    /** One order as stored in Kafka. */
    public record Message(byte[] key, byte[] value, List<Header> headers) {

        public String orderId() {
            return new String(key, UTF_8);
        }

        public String eventId() {
            return headers.stream()
                    .filter(header -> header.key().equals("ce_id"))
                    .map(header -> new String(header.value(), UTF_8))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** @param price in major units, with two decimals */
    private record Item(String sku, String name, String price) {}
}
