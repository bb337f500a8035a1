package io.tillstream.dispatcher.backlog;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.TopicReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Money of the waiting orders by currency. Reads the topic when asked, at most once a minute. */
final class WaitingMoney {

    private static final Logger log = LoggerFactory.getLogger(WaitingMoney.class);
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);
    private static final Duration MOST_TIME = Duration.ofSeconds(10);

    /** A partition without a leader must not hide the money of the others. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    static final int MOST_READ = 200_000;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final JsonMapper json;
    private final LongSupplier nanoTime;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Map<String, BigDecimal> money = Map.of();
    private volatile boolean read;
    private long readAt;

    /** @param nanoTime {@link System#nanoTime}, as a clock that is set back by an hour would keep old values for an hour */
    WaitingMoney(ConsumerFactory<byte[], byte[]> consumers, JsonMapper json, LongSupplier nanoTime) {
        this.consumers = consumers;
        this.json = json;
        this.nanoTime = nanoTime;
    }

    /** Reads, unless it read within the last minute. While another thread reads, returns the last result. */
    Map<String, BigDecimal> of(List<Position> positions) {
        if (reading.tryLock()) {
            try {
                long now = nanoTime.getAsLong();
                if (!read || now - readAt >= READ_AGAIN.toNanos()) {
                    readAt = now;
                    read = true;
                    money = Map.copyOf(sum(positions));
                }
            } catch (KafkaException e) {
                log.atDebug()
                        .addKeyValue("cause", e.toString())
                        .log("Waiting orders were not read; the last sum is kept");
            } finally {
                reading.unlock();
            }
        }
        return money;
    }

    /** Called when no order waits any more. */
    void forget() {
        read = false;
        money = Map.of();
    }

    /** Reads at most {@value #MOST_READ} orders. */
    private Map<String, BigDecimal> sum(List<Position> positions) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        List<Position> waiting =
                positions.stream().filter(each -> each.next() < each.end()).toList();
        try (Consumer<byte[], byte[]> reader = consumers.createConsumer(null, "at-risk", null)) {
            reader.assign(waiting.stream().map(WaitingMoney::partition).toList());
            waiting.forEach(each -> reader.seek(partition(each), each.next()));
            Map<TopicPartition, Long> ends =
                    waiting.stream().collect(Collectors.toMap(WaitingMoney::partition, Position::end));
            long began = System.nanoTime();
            AtomicInteger count = new AtomicInteger();
            try {
                TopicReader.readTo(reader, ends, SILENCE, record -> {
                    add(record.value(), sums);
                    return count.incrementAndGet() < MOST_READ && System.nanoTime() - began < MOST_TIME.toNanos();
                });
            } catch (TimeoutException e) {
                log.atDebug()
                        .addKeyValue("cause", e.getMessage())
                        .log("A partition returns nothing; the sum is that of the others");
            }
        }
        return sums;
    }

    private static TopicPartition partition(Position position) {
        return new TopicPartition(TopicNames.ORDERS, position.partition());
    }

    /** A message that is not an order has no money; it will be dead-lettered later. */
    private void add(byte @Nullable [] message, Map<String, BigDecimal> sums) {
        try {
            JsonNode order = json.readTree(message == null ? new byte[0] : message);
            String currency = order.path("currency").asString("");
            String total = order.path("total").asString("");
            if (CURRENCY.matcher(currency).matches() && AMOUNT.matcher(total).matches()) {
                sums.merge(currency, new BigDecimal(total), BigDecimal::add);
            }
        } catch (JacksonException e) {
            log.atDebug().addKeyValue("cause", e.getClass().getName()).log("A waiting message is not an order");
        }
    }
}
