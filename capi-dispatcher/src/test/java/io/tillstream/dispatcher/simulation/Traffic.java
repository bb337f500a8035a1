package io.tillstream.dispatcher.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.order.CustomerSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/** What shops publish during a run: orders, some twice, some faulty, and withdrawals. */
final class Traffic {

    static final String RAW = "hidden.customer";

    /** Kinds of orders, which decide whether an order must be sent, or why not. */
    enum Kind {
        GOOD,
        LIVE,
        OTHER_DATASET,
        DENIED,
        TOO_OLD,
        REFUSED,
        INEXPLICABLE,
        UNKNOWN_KEY,
        BROKEN_SEAL
    }

    private static final String SEALED = seal(World.KEYS);
    private static final String SEALED_BY_ANOTHER =
            seal("other:" + Base64.getEncoder().encodeToString("another key, of another shop....".getBytes(UTF_8)));
    private static final List<String> POISON =
            List.of("null", "no JSON", "[]", "{}", "{\"eventId\":\"e\"}", "\"text\"", "");

    private final World world;
    private final Random random;
    private final Map<String, Kind> orders = new TreeMap<>();
    private final List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
    private int poison;

    Traffic(World world) {
        this.world = world;
        this.random = world.random();
    }

    private static String seal(String keys) {
        Wiring wiring = new Wiring(Map.of("dispatcher.order.customer-data-keys", keys));
        wiring.give(JsonMapper.builder().build());
        return wiring.make(CustomerSeal.class)
                .close(("{\"email\":\"" + RAW + "@example.com\",\"phone\":\"+6561234567\",\"ip\":\"8.8.8.8\","
                                + "\"userAgent\":\"UA\"}")
                        .getBytes(UTF_8));
    }

    Map<String, Kind> orders() {
        return orders;
    }

    int poison() {
        return poison;
    }

    void publish() {
        int what = random.nextInt(20);
        if (what == 0 && !published.isEmpty()) {
            send(published.get(random.nextInt(published.size())));
        } else if (what == 1) {
            poison++;
            String text = POISON.get(random.nextInt(POISON.size()));
            send(new ProducerRecord<>(Group.TOPIC, "poison", text.isEmpty() ? null : text.getBytes(UTF_8)));
        } else if (what == 2 && !orders.isEmpty()) {
            withdraw();
        } else {
            order();
        }
    }

    /** One valid order. */
    void good() {
        order(random.nextInt(3) == 0 ? Kind.OTHER_DATASET : Kind.GOOD);
    }

    private void order() {
        order(kind(random.nextInt(40)));
    }

    private static Kind kind(int draw) {
        return draw < 8
                ? Kind.OTHER_DATASET
                : switch (draw) {
                    case 8 -> Kind.DENIED;
                    case 9 -> Kind.TOO_OLD;
                    case 10 -> Kind.REFUSED;
                    case 11 -> Kind.INEXPLICABLE;
                    case 12 -> Kind.UNKNOWN_KEY;
                    case 13 -> Kind.BROKEN_SEAL;
                    default -> Kind.GOOD;
                };
    }

    /** @return its event id */
    String order(Kind kind) {
        String id = "order-" + world.schedule().seed() + "-" + orders.size();
        Instant paidAt = SimulatedClock.BEGINNING.plusMillis(world.clock().elapsed());
        String message = """
                {"eventId":"%s","orderId":"%s","paidAt":"%s","currency":"%s","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"customer":"%s","consent":"%s",
                 "sourceUrl":"https://shop.example.com/thanks","livemode":%s}""".formatted(
                id,
                id,
                kind == Kind.TOO_OLD
                        ? paidAt.minus(Duration.ofDays(8))
                        : paidAt.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                kind == Kind.OTHER_DATASET ? "EUR" : "SGD",
                kind == Kind.UNKNOWN_KEY
                        ? SEALED_BY_ANOTHER
                        : kind == Kind.BROKEN_SEAL ? SEALED.substring(0, 120) + "A" + SEALED.substring(121) : SEALED,
                kind == Kind.DENIED ? "denied" : "granted",
                kind == Kind.LIVE);
        if (kind == Kind.REFUSED) {
            world.meta().refused.add(id);
        }
        if (kind == Kind.INEXPLICABLE) {
            world.meta().inexplicable.add(id);
        }
        orders.put(id, kind);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Group.TOPIC, id, message.getBytes(UTF_8));
        record.headers().add("ce_time", paidAt.toString().getBytes(UTF_8));
        published.add(record);
        send(record);
        return id;
    }

    private void withdraw() {
        String id = List.copyOf(orders.keySet()).get(random.nextInt(orders.size()));
        world.log()
                .append(new ProducerRecord<>(
                        "shop.consent-withdrawn.v1",
                        id,
                        "{\"eventId\":\"%s\",\"orderId\":\"%s\",\"withdrawnAt\":\"%s\"}"
                                .formatted(id, id, world.clock().instant())
                                .getBytes(UTF_8)));
    }

    /** A message that is not an order. */
    void poison(String text) {
        send(new ProducerRecord<>(Group.TOPIC, "poison", text.getBytes(UTF_8)));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        world.log().append(record);
    }
}
