package io.tillstream.dispatcher.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Following;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The actions of operators on all instances. An action takes effect when it is read back from Kafka, so that every instance
 * acts on the same sequence.
 */
@Component
public class Actions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Actions.class);
    private static final long COMES_BACK_MILLIS = 5000;
    private static final Duration LONGEST_BEHIND = Duration.ofMinutes(1);

    private final ActionWriter writer;
    private final JsonMapper json;
    private final ActionState state = new ActionState();
    private long known = -1;
    private final Following following;

    Actions(ConsumerFactory<byte[], byte[]> consumers, ActionWriter writer, JsonMapper json, MeterRegistry registry) {
        this.following = new Following(
                consumers,
                TopicNames.ACTIONS,
                this::note,
                LONGEST_BEHIND,
                "This instance may not obey an operator who pauses or resumes now");
        Gauge.builder("dispatcher.paused", this, actions -> actions.pause().isPresent() ? 1 : 0)
                .description("1 while an operator has paused all dispatchers")
                .register(registry);
        this.writer = writer;
        this.json = json;
    }

    /**
     * Writes an action, and returns once this instance has read it back, at the latest after five seconds.
     *
     * @throws ActionFailed when Kafka does not take it, or does not confirm it; the message says which
     */
    public void take(Action action) {
        try {
            awaitKnown(writer.write(action));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ActionFailed.unconfirmed(e);
        }
    }

    private synchronized void awaitKnown(long offset) throws InterruptedException {
        long until = System.currentTimeMillis() + COMES_BACK_MILLIS;
        for (long left = COMES_BACK_MILLIS; known < offset && left > 0; left = until - System.currentTimeMillis()) {
            wait(left);
        }
    }

    /** Whether the state is recent enough to act on. */
    public boolean known() {
        return following.known();
    }

    /** Age of the state; not a number while the topic is not followed. */
    double behindSeconds() {
        return following.behindSeconds();
    }

    /** Logs when the state is not known any more, and when it is known again. */
    void report() {
        following.report();
    }

    /** The action that paused consumption; empty while it runs. */
    public Optional<Action> pause() {
        return state.pause();
    }

    /** The noted number of partitions of the topic of orders; empty before the first note. */
    public Optional<Partitions> partitions() {
        return state.partitions();
    }

    /**
     * Notes a number of partitions of the topic of orders, without waiting for Kafka.
     *
     * @param before the number until now; the same when it has not changed
     */
    public void notePartitions(int number, int before, Instant at) {
        Action note = new Action(
                Action.Kind.PARTITIONS_FOUND,
                at,
                "dispatcher",
                "The topic of orders has " + number + " partitions",
                number == before ? Integer.toString(number) : number + Partitions.FROM + before,
                List.of());
        writer.writeSoon(note, Actions::notNoted);
    }

    private static void notNoted(Throwable failure) {
        log.atWarn()
                .addKeyValue(
                        "cause",
                        NestedExceptionUtils.getMostSpecificCause(failure).toString())
                .log(
                        "The number of partitions could not be noted; the next start notes it, and reads all receipts until then");
    }

    /** @param letter as partition@offset */
    public boolean discarded(String letter) {
        return state.discards(letter).isPresent();
    }

    /** The action that discarded a dead letter; empty when it was not discarded. */
    public Optional<Action> discards(String letter) {
        return state.discards(letter);
    }

    /** The last reported state of a replay, on any instance; empty when the id is unknown. */
    public Optional<Action> job(String id) {
        return state.job(id);
    }

    /** Replays of all instances that have not finished, and that reported their progress after a time. */
    public List<Action> running(Instant since) {
        return state.running(since);
    }

    /** Whether an operator, on any instance, has cancelled a replay. */
    public boolean cancelled(String job) {
        return state.cancelled(job);
    }

    /**
     * How often operators have allowed that refused orders are dead-lettered.
     *
     * @param of a dataset's number, or seals
     */
    public int released(String of) {
        return state.released(of);
    }

    /** The last thousand actions, the newest first. */
    public List<Action> recent() {
        return state.recent();
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) {
        try {
            state.apply(json.readValue(record.value(), Action.class));
        } catch (JacksonException | NumberFormatException e) {
            log.atWarn()
                    .addKeyValue("offset", record.offset())
                    .log("An operator's action is unreadable; it is skipped");
        }
        known = record.offset();
        notifyAll();
    }

    /** Reads the whole topic first: an instance that starts during a pause must not send. */
    @Override
    public void start() {
        following.start();
    }

    @Override
    public void stop() {
        following.stop();
    }

    @Override
    public boolean isRunning() {
        return following.running();
    }

    /** Starts before the listener containers, and stops after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
