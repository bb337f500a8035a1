package io.tillstream.benchmarks.contender;

import com.facebook.ads.sdk.serverside.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The SDK in efficient use: whole batches in one request, two requests in flight. */
final class SdkInThousands implements Consumption.Work {

    private final SdkEvents sdk;

    private SdkInThousands(SdkEvents sdk) {
        this.sdk = sdk;
    }

    /** @param arguments see {@link Setting} */
    public static void main(String[] arguments) {
        Setting setting = Setting.of(arguments);
        Consumption.run(setting, 2, () -> new SdkInThousands(new SdkEvents(setting)));
    }

    @Override
    public void on(ConsumerRecords<byte[], byte[]> batch) throws Exception {
        List<Event> events = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            events.add(sdk.of(record));
        }
        sdk.send(events);
    }
}
