package io.tillstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Receipts of orders that were accepted before, as a dispatcher writes them. */
final class EarlierReceipts {

    private static final Duration ALL_THREADS = Duration.ofSeconds(60);

    private static final Pattern RESTORED =
            Pattern.compile("receipts restored .*remembered=\"?(\\d+)\"? took=\"?(\\d+)ms");

    private EarlierReceipts() {}

    /** Writes as many to each partition. */
    static void write(House house, int count) {
        Random random = new Random(count);
        Instant paid = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", house.kafka(), "compression.type", "zstd", "batch.size", "131072"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < count; number++) {
                String event = new UUID(random.nextLong(), random.nextLong()).toString();
                String value = "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"A1\",\"orderId\":\""
                        + new UUID(random.nextLong(), random.nextLong()) + "\",\"offset\":" + number
                        + ",\"paidAt\":\"" + paid + "\",\"currency\":\"SGD\",\"total\":48.90,"
                        + "\"matchKeys\":[\"em\",\"ph\",\"fn\",\"ln\",\"external_id\"],\"test\":true}";
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                        Dispatcher.RECEIPTS, number % Feed.PARTITIONS, event.getBytes(UTF_8), value.getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    /**
     * How long a dispatcher took to read them, as its log says.
     *
     * @throws BenchmarkProblem if it remembers another number, also after a while: each thread reads those of its partitions
     */
    static Duration restored(Dispatcher dispatcher, int count) {
        if (!Pause.until(() -> read(dispatcher).remembered() == count, ALL_THREADS)) {
            throw new BenchmarkProblem(
                    "The dispatcher remembers " + read(dispatcher).remembered() + " of " + count + " receipts. "
                            + dispatcher.program().lastWords());
        }
        return read(dispatcher).took();
    }

    /** @param took of the thread that took longest */
    private record Restored(int remembered, Duration took) {}

    private static Restored read(Dispatcher dispatcher) {
        Duration took = Duration.ZERO;
        int remembered = 0;
        Matcher each = RESTORED.matcher(dispatcher.program().log());
        while (each.find()) {
            remembered = Math.max(remembered, Integer.parseInt(each.group(1)));
            Duration one = Duration.ofMillis(Long.parseLong(each.group(2)));
            took = one.compareTo(took) > 0 ? one : took;
        }
        return new Restored(remembered, took);
    }
}
