package io.tillstream.dispatcher.console.now;

import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.tillstream.dispatcher.backlog.Lag;
import io.tillstream.dispatcher.backlog.Position;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.cluster.GroupMembers;
import io.tillstream.dispatcher.console.cluster.Member;
import io.tillstream.dispatcher.console.cluster.TopicEnds;
import io.tillstream.dispatcher.intake.IntakeGroup;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Takes a sample of the whole system every two seconds and sends it to every open page. It stops when no page is open and the
 * last request is more than a quarter of an hour ago.
 */
@Component
public class Pulse {

    private static final Logger log = LoggerFactory.getLogger(Pulse.class);
    static final long SECONDS = 2;
    private static final Duration FRESH = Duration.ofSeconds(6);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final Duration AFTER_THE_LAST_LOOK = Duration.ofMinutes(15);

    private final TopicEnds topicEnds;
    private final GroupMembers groupMembers;
    private final Lag lag;
    private final Ledger ledger;
    private final IntakeGroup intake;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Rates rates = new Rates();
    private final Set<SseEmitter> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile Instant looked = Instant.EPOCH;
    private volatile List<Member> members = List.of();

    Pulse(TopicEnds topicEnds, GroupMembers groupMembers, Lag lag, Ledger ledger, IntakeGroup intake, Clock clock) {
        this.topicEnds = topicEnds;
        this.groupMembers = groupMembers;
        this.lag = lag;
        this.ledger = ledger;
        this.intake = intake;
        this.clock = clock;
    }

    /** Called for each page request. */
    public void look() {
        looked = clock.instant();
        ledger.open();
    }

    /** The event stream of a page: first all samples of the last quarter of an hour, then each new one. */
    SseEmitter reader() {
        look();
        SseEmitter reader = new SseEmitter(TimeUnit.HOURS.toMillis(1));
        reader.onCompletion(() -> readers.remove(reader));
        reader.onTimeout(reader::complete);
        reader.onError(failure -> readers.remove(reader));
        if (closed) {
            reader.complete();
        } else if (send(reader, "samples", samples())) {
            readers.add(reader);
        }
        return reader;
    }

    private static boolean send(SseEmitter reader, String event, Object data) {
        try {
            reader.send(SseEmitter.event().name(event).data(data).reconnectTime(TimeUnit.SECONDS.toMillis(3)));
            return true;
        } catch (IOException | IllegalStateException e) {
            // The page was closed.
            return false;
        }
    }

    @Scheduled(fixedDelay = SECONDS, timeUnit = TimeUnit.SECONDS)
    void beat() {
        if (readers.isEmpty() && clock.instant().isAfter(looked.plus(AFTER_THE_LAST_LOOK))) {
            return;
        }
        try {
            Sample sample = take();
            readers.removeIf(reader -> !send(reader, "sample", sample));
        } catch (KafkaException e) {
            // The page's script shows a note when no sample comes.
            log.atDebug().addKeyValue("cause", e.toString()).log("No sample was taken");
        }
    }

    /**
     * The newest sample; a new one is taken if it is older than 6 s.
     *
     * @throws KafkaException when Kafka does not answer
     */
    Sample newest() {
        List<Sample> all = samples();
        return all.isEmpty() || all.getLast().at().isBefore(clock.instant().minus(FRESH)) ? take() : all.getLast();
    }

    private synchronized Sample take() {
        Map<String, Long> ends = topicEnds.byTopic();
        List<Member> group = groupMembers.of(intake.id());
        Instant now = clock.instant();
        rates.measure(ends, ledger, now);
        members = group;
        Sample sample = sample(now);
        synchronized (samples) {
            samples.addLast(sample);
            while (samples.getFirst().at().isBefore(now.minus(REMEMBERED))) {
                samples.removeFirst();
            }
        }
        return sample;
    }

    private Sample sample(Instant now) {
        List<Position> positions = lag.positions();
        HistogramSnapshot latency = ledger.paidToAccepted();
        return new Sample(
                now,
                rates.byTopic().getOrDefault(TopicNames.ORDERS, 0.0),
                rates.settled(),
                positions.stream().mapToLong(Position::waiting).sum(),
                positions.stream().mapToDouble(Position::oldestSeconds).max().orElse(0),
                percentile(latency, 0.5),
                percentile(latency, 0.95),
                percentile(latency, 0.99),
                positions.stream().mapToLong(Position::next).sum(),
                (int) members.stream().map(Member::instance).distinct().count(),
                ledger.percent(),
                Funnel.of(ledger, lag));
    }

    private static @Nullable Double percentile(HistogramSnapshot latency, double which) {
        for (ValueAtPercentile value : latency.percentileValues()) {
            if (value.percentile() == which && value.value() > 0) {
                return value.value(TimeUnit.SECONDS);
            }
        }
        return null;
    }

    /** The members of the group at the newest sample. */
    List<Member> members() {
        return members;
    }

    /** Otherwise a graceful shutdown waits until the streams time out. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        readers.forEach(SseEmitter::complete);
        readers.clear();
    }

    /** The last quarter of an hour, the oldest first. */
    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    /** Messages a second by topic, over the last two seconds. */
    public Map<String, Double> rates() {
        return rates.byTopic();
    }
}
