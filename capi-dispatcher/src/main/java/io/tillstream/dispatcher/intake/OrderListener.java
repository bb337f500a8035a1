package io.tillstream.dispatcher.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.dispatch.Dispatcher;
import io.tillstream.dispatcher.dispatch.Incoming;
import io.tillstream.dispatcher.order.OrderCompleted;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes orders from Kafka in batches. When {@link #receive} returns, the container commits their offsets. */
@Component
class OrderListener {

    static final String TOPIC = "shop.order-completed.v1";

    private final Dispatcher dispatcher;
    private final JsonMapper json;
    private final Counter records;

    OrderListener(Dispatcher dispatcher, JsonMapper json, MeterRegistry registry) {
        this.dispatcher = dispatcher;
        this.json = json;
        this.records = Counter.builder("dispatcher.records.in")
                .description("Records taken from Kafka, each time they are taken")
                .register(registry);
    }

    @KafkaListener(id = "orders", idIsGroup = false, topics = TOPIC)
    void receive(List<ConsumerRecord<String, byte[]>> batch) {
        records.increment(batch.size());
        dispatcher.dispatch(batch.stream()
                .map(record -> new Incoming(record.partition(), json.readValue(record.value(), OrderCompleted.class)))
                .toList());
    }
}
