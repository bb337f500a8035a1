package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/** Follows a topic that other decisions depend on, and so watches how old its known state is. */
public final class Following {

    private static final Logger log = LoggerFactory.getLogger(Following.class);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final String topic;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each;
    private final Duration longest;
    private final String meanwhile;
    private volatile @Nullable TopicFollower follower;
    private boolean logged;

    /**
     * @param each      called with every record that has a value, by one thread at a time
     * @param longest   maximum age of the known state
     * @param meanwhile the consequence while the state is older, as a sentence for the log
     */
    public Following(
            ConsumerFactory<byte[], byte[]> consumers,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each,
            Duration longest,
            String meanwhile) {
        this.consumers = consumers;
        this.topic = topic;
        this.each = each;
        this.longest = longest;
        this.meanwhile = meanwhile;
    }

    /**
     * Reads the whole topic before it returns, and then follows it.
     *
     * @throws KafkaException as {@link TopicFollower#catchUp}
     */
    public void start() {
        TopicFollower all = new TopicFollower(consumers, topic, each);
        try {
            all.catchUp();
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        all.follow();
        follower = all;
    }

    public void stop() {
        TopicFollower following = follower;
        if (following != null) {
            follower = null;
            following.close();
        }
    }

    /** Whether it is started and not stopped. */
    public boolean running() {
        return follower != null;
    }

    /** Whether the known state is recent enough; false before the start and after the stop. */
    public boolean known() {
        TopicFollower following = follower;
        return following != null && known(following.alive(), following.behind());
    }

    private boolean known(boolean alive, Duration behind) {
        return alive && behind.compareTo(longest) <= 0;
    }

    /** Age of the known state; not a number while the topic is not followed. */
    public double behindSeconds() {
        TopicFollower following = follower;
        return following == null ? Double.NaN : following.behind().toMillis() / 1000.0;
    }

    /** Called every few seconds: logs once when the state is not known any more, and once when it is known again. */
    public void report() {
        TopicFollower following = follower;
        if (following != null) {
            report(following.alive(), following.behind());
        }
    }

    synchronized void report(boolean alive, Duration behind) {
        boolean known = known(alive, behind);
        if (!known && !logged) {
            logged = true;
            log.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("behind", behind)
                    .addKeyValue("longest", longest)
                    .addKeyValue("reading", alive)
                    .log(
                            "The topic's state is not known any more. {}. Check that its partitions have a leader and that"
                                    + " this instance reaches the brokers; if reading=false, restart it",
                            meanwhile);
        } else if (known && logged) {
            logged = false;
            log.atInfo().addKeyValue("topic", topic).log("The topic's state is known again");
        }
    }
}
