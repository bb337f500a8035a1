package io.tillstream.dispatcher.topic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether what a follower knows is new enough to go by. The log says when that changes. */
public final class Freshness {

    private static final Logger log = LoggerFactory.getLogger(Freshness.class);

    private final String topic;
    private final Duration longest;
    private final String meanwhile;
    private boolean told;

    /**
     * @param longest   how old what is known may be
     * @param meanwhile what is done until it is known again, as a sentence
     */
    public Freshness(String topic, Duration longest, String meanwhile) {
        this.topic = topic;
        this.longest = longest;
        this.meanwhile = meanwhile;
    }

    /** @param follower null before it was started and after it was stopped: then nothing is known */
    public boolean known(@Nullable TopicFollower follower) {
        return follower != null && follower.alive() && fresh(follower.behind());
    }

    /** For a gauge: how old what is known is, in seconds; not a number while nothing is followed. */
    public static double seconds(@Nullable TopicFollower follower) {
        return follower == null ? Double.NaN : follower.behind().toMillis() / 1000.0;
    }

    private boolean fresh(Duration behind) {
        return behind.compareTo(longest) <= 0;
    }

    /** To be called every few seconds while it is followed: says once that it is not known, and once that it is again. */
    public void tell(TopicFollower follower) {
        tell(follower.alive(), follower.behind());
    }

    synchronized void tell(boolean alive, Duration behind) {
        boolean known = alive && fresh(behind);
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
