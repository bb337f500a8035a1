package io.tillstream.dispatcher.deadletter;

import io.tillstream.dispatcher.kafka.TopicNames;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads single dead letters again, so that the caller need not keep all of them. For one thread; the caller closes it. */
public final class DeadLetterReading implements AutoCloseable {

    private final Places letters;
    private final Places messages;

    DeadLetterReading(ConsumerFactory<byte[], byte[]> consumers) {
        letters = new Places(consumers);
        messages = new Places(consumers);
    }

    /**
     * A dead letter; empty when it is not in its topic any more.
     *
     * @param letter its position as partition@offset
     * @throws KafkaException when Kafka does not answer
     */
    public Optional<StoredDeadLetter> deadLetter(String letter) {
        int at = letter.indexOf('@');
        TopicPartition partition =
                new TopicPartition(TopicNames.DEAD_LETTERS, Integer.parseInt(letter.substring(0, at)));
        return letters.at(partition, Long.parseLong(letter.substring(at + 1))).flatMap(DeadLetterLog::read);
    }

    /**
     * The message of a dead letter: from the dead letter itself, or from its own topic when it was too large. Empty when it is
     * not in that topic any more.
     *
     * @throws KafkaException when Kafka does not answer
     */
    public Optional<Origin> message(StoredDeadLetter letter) {
        if (!letter.pointer()) {
            return Optional.of(letter.origin());
        }
        Origin place = letter.origin();
        return messages.at(new TopicPartition(place.topic(), place.partition()), place.offset())
                .filter(record -> record.serializedValueSize() == letter.leftOut())
                .map(record -> new Origin(
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        record.key(),
                        record.value(),
                        record.headers()));
    }

    @Override
    public void close() {
        letters.close();
        messages.close();
    }
}
