package io.tillstream.benchmarks.contender;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The SDK as in tutorials: a listener for one record that sends one event and waits for the answer. */
final class Tutorial implements Consumption.Work {

    private final SdkEvents sdk;

    private Tutorial(SdkEvents sdk) {
        this.sdk = sdk;
    }

    /** @param arguments see {@link Setting} */
    public static void main(String[] arguments) {
        Setting setting = Setting.of(arguments);
        Consumption.run(setting, 1, () -> new Tutorial(new SdkEvents(setting)));
    }

    @Override
    public void on(ConsumerRecords<byte[], byte[]> batch) throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            sdk.send(List.of(sdk.of(record)));
        }
    }
}
