package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/** A topic that decides what may be done, so that it matters how old what is known of it is. */
public final class Following {

    private static final Logger log = LoggerFactory.getLogger(Following.class);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final String topic;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each;
    private final Duration longest;
    private final String meanwhile;
    private volatile @Nullable TopicFollower follower;
    private boolean told;

    /**
     * @param each      told of every record that has a value, by one thread at a time
     * @param longest   how old what is known may be
     * @param meanwhile what that means until it is known again, as a sentence for the log
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
     * Reads all there is before it returns, and goes on from there.
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

    /** Whether it was started and not stopped. */
    public boolean running() {
        return follower != null;
    }

    /** Whether what is known is new enough to go by; never before it was started or after it was stopped. */
    public boolean known() {
        TopicFollower following = follower;
        return following != null && known(following.alive(), following.behind());
    }

    private boolean known(boolean alive, Duration behind) {
        return alive && behind.compareTo(longest) <= 0;
    }

    /** How old what is known is; not a number while nothing is followed. */
    public double behindSeconds() {
        TopicFollower following = follower;
        return following == null ? Double.NaN : following.behind().toMillis() / 1000.0;
    }

    /** To be called every few seconds: says once that it is not known any more, and once that it is again. */
    public void tell() {
        TopicFollower following = follower;
        if (following != null) {
            tell(following.alive(), following.behind());
        }
    }

    synchronized void tell(boolean alive, Duration behind) {
        boolean known = known(alive, behind);
        if (!known && !told) {
            told = true;
            log.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("behind", behind)
                    .addKeyValue("longest", longest)
                    .addKeyValue("reading", alive)
                    .log(
                            "What the topic says is not known any more. {}. Look whether its partitions have a leader and"
                                    + " whether this instance reaches the brokers; where reading=false, restart it",
                            meanwhile);
        } else if (known && told) {
            told = false;
            log.atInfo().addKeyValue("topic", topic).log("What the topic says is known again");
        }
    }
}
