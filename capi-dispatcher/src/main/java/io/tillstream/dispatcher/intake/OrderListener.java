package io.tillstream.dispatcher.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.dispatch.Dispatcher;
import io.tillstream.dispatcher.dispatch.Incoming;
import io.tillstream.dispatcher.dispatch.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Takes orders from Kafka in batches, whose offsets are committed once all of a batch are settled. */
@Component
class OrderListener {

    static final String TOPIC = "shop.order-completed.v1";

    private final Dispatcher dispatcher;
    private final ObjectReader reader;
    private final Counter records;

    OrderListener(Dispatcher dispatcher, JsonMapper json, MeterRegistry registry) {
        this.dispatcher = dispatcher;
        this.reader = Incoming.reader(json);
        this.records = Counter.builder("dispatcher.records.in")
                .description("Records taken from Kafka, each time they are taken")
                .register(registry);
    }

    @KafkaListener(
            id = "orders",
            idIsGroup = false,
            topics = TOPIC,
            autoStartup = "${dispatcher.intake.auto-startup:true}")
    void receive(List<ConsumerRecord<byte[], byte[]>> batch, Acknowledgment acknowledgment) {
        records.increment(batch.size());
        List<Incoming> orders = new ArrayList<>(batch.size());
        batch.forEach(record -> orders.add(Incoming.read(origin(record), reader)));
        switch (dispatcher.dispatch(orders)) {
            case Outcome.Settled settled -> acknowledgment.acknowledge();
            // The container pauses, keeps its place in the group, and takes the same batch again.
            case Outcome.Deferred deferred -> acknowledgment.nack(0, deferred.pause());
        }
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
        return new Origin(
                record.topic(), record.partition(), record.offset(), record.key(), record.value(), record.headers());
    }
}
