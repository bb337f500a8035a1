package io.tillstream.dispatcher.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Following;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The actions of operators, of all instances. An action counts once Kafka has it and it has come back from there, so
 * that every instance goes by the same.
 */
@Component
public class Actions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Actions.class);
    private static final int REMEMBERED = 1000;
    private static final long COMES_BACK_MILLIS = 5000;
    private static final Duration LONGEST_BEHIND = Duration.ofMinutes(1);

    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final Deque<Action> recent = new ArrayDeque<>();
    private final Map<String, Action> discards = new ConcurrentHashMap<>();
    private final Map<String, Action> jobs = new ConcurrentHashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> released = new ConcurrentHashMap<>();
    private volatile @Nullable Action paused;
    private long known = -1;
    private final Following following;

    Actions(
            ConsumerFactory<byte[], byte[]> consumers,
            KafkaTemplate<String, byte[]> kafka,
            JsonMapper json,
            MeterRegistry registry) {
        this.following = new Following(
                consumers,
                TopicNames.ACTIONS,
                this::note,
                LONGEST_BEHIND,
                "A pause or an end to it that an operator orders now may not be obeyed here");
        Gauge.builder("dispatcher.paused", this, actions -> actions.pause().isPresent() ? 1 : 0)
                .description("1 while an operator has paused the whole group")
                .register(registry);
        this.kafka = kafka;
        this.json = json;
    }

    /**
     * Writes an action down, and returns when it stands.
     *
     * @throws KafkaException when Kafka does not take it: then it was not done
     */
    public void take(Action action) {
        try {
            long offset = kafka.send(TopicNames.ACTIONS, action.kind().name(), json.writeValueAsBytes(action))
                    .get()
                    .getRecordMetadata()
                    .offset();
            awaitKnown(offset);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not take it, so nothing was done. Try again", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitKnown(long offset) throws InterruptedException {
        long until = System.currentTimeMillis() + COMES_BACK_MILLIS;
        for (long left = COMES_BACK_MILLIS; known < offset && left > 0; left = until - System.currentTimeMillis()) {
            wait(left);
        }
    }

    /** Whether what is said here of pauses and the rest can be gone by. */
    public boolean known() {
        return following.known();
    }

    /** Not a number while the topic is not followed. */
    double behindSeconds() {
        return following.behindSeconds();
    }

    /** Says in the log when it is not known any more, and when it is again. */
    void tell() {
        following.tell();
    }

    /** The action by which consumption rests; empty while it goes on. */
    public Optional<Action> pause() {
        return Optional.ofNullable(paused);
    }

    /** @param letter as partition@offset */
    public boolean discarded(String letter) {
        return discards.containsKey(letter);
    }

    /** How a letter was given up; empty when it was not. */
    public Optional<Action> discards(String letter) {
        return Optional.ofNullable(discards.get(letter));
    }

    /** The last that was heard of a replay, on whichever instance it runs; empty for none of this name. */
    public Optional<Action> job(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** BackgroundReplays of the whole group that have not ended, and of which something was heard lately. */
    public List<Action> running(Instant since) {
        return jobs.values().stream()
                .filter(action -> action.kind() != Action.Kind.REPLAY_FINISHED
                        && action.at().isAfter(since))
                .toList();
    }

    /** Whether somebody, wherever, has ended a replay before its time. */
    public boolean cancelled(String job) {
        return cancelled.contains(job);
    }

    /**
     * How often somebody has said that what is refused may be buried.
     *
     * @param of a dataset's number, or seals
     */
    public int released(String of) {
        return released.getOrDefault(of, 0);
    }

    /** The last thousand, the newest first. */
    public synchronized List<Action> recent() {
        return List.copyOf(recent);
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) {
        try {
            Action action = json.readValue(record.value(), Action.class);
            if (action.kind() != Action.Kind.REPLAY_PROGRESSED) {
                recent.addFirst(action);
                if (recent.size() > REMEMBERED) {
                    recent.removeLast();
                }
            }
            switch (action.kind()) {
                case PAUSED -> paused = action;
                case RESUMED -> paused = null;
                case DISCARDED -> action.letters().forEach(letter -> discards.put(letter, action));
                case REPLAY_CANCELLED -> cancelled.add(String.valueOf(action.job()));
                case REPLAY_STARTED, REPLAY_PROGRESSED, REPLAY_FINISHED -> {
                    if (action.job() != null) {
                        jobs.put(action.job(), action);
                    }
                }
                case BURIAL_ALLOWED -> {
                    if (action.job() != null) {
                        released.merge(action.job(), 1, Integer::sum);
                    }
                }
                case TEST_EVENT_SENT -> {
                    // For the audit log alone.
                }
            }
        } catch (JacksonException e) {
            log.atWarn().addKeyValue("offset", record.offset()).log("An action cannot be read; it is passed over");
        }
        known = record.offset();
        notifyAll();
    }

    /** Reads all there is: an instance that starts during a pause must not send. */
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

    /** Before the containers of listeners start, and after they have stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
