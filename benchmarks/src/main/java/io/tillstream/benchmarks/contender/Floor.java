package io.tillstream.benchmarks.contender;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * The least Java that consumes, opens, hashes, encodes and posts. It checks nothing, stores nothing, and normalises only by
 * trimming and lower case. Every other program has at least its cost. It prepares a batch while the last one is on its way.
 */
final class Floor implements Consumption.Work {

    private final Setting setting;
    private final FloorEvents events;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Body body = new Body();
    private Body spare = new Body();
    private @Nullable CompletableFuture<HttpResponse<Void>> inFlight;

    private Floor(Setting setting) {
        this.setting = setting;
        this.events = new FloorEvents(setting.key());
    }

    /** @param arguments see {@link Setting} */
    public static void main(String[] arguments) {
        Setting setting = Setting.of(arguments);
        Consumption.run(setting, 2, () -> new Floor(setting));
    }

    @Override
    public void on(ConsumerRecords<byte[], byte[]> batch) throws Exception {
        FloorEvents.begin(body);
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            events.write(record.value(), body);
        }
        FloorEvents.end(body);
        awaitAnswer();
        inFlight = http.sendAsync(
                HttpRequest.newBuilder(setting.events())
                        .header("Content-Type", "application/json")
                        .POST(body.publisher())
                        .build(),
                BodyHandlers.discarding());
        Body sent = body;
        body = spare;
        spare = sent;
    }

    private void awaitAnswer() throws Exception {
        if (inFlight != null && inFlight.get().statusCode() != 200) {
            throw new IllegalStateException(
                    "The sink answered " + inFlight.get().statusCode());
        }
    }
}
