package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Continuous orders: many directly to Kafka, and a few through the shop while it runs. */
final class FaultTraffic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("io.tillstream.backing");
    private static final Duration EACH = Duration.ofMillis(250);
    private static final int AT_ONCE = 6;
    private static final int POISON_EVERY = 10;

    private final Stack stack;
    private final Publisher publisher;
    private final Random random;
    private final boolean poisoned;
    private final Thread published;
    private final Thread bought;
    private volatile boolean running = true;

    FaultTraffic(Stack stack, Publisher publisher, FaultSchedule schedule) {
        this.stack = stack;
        this.publisher = publisher;
        this.random = new Random(schedule.seed());
        // One schedule in three, and each with a fault of the dead letters.
        this.poisoned = random.nextInt(3) == 0 || schedule.toString().contains("dead letters");
        this.published = Thread.ofPlatform().daemon().start(this::publish);
        this.bought = Thread.ofPlatform().daemon().start(this::buy);
    }

    private void publish() {
        for (int time = 0; running; time++) {
            some(AT_ONCE);
            if (poisoned && time % POISON_EVERY == POISON_EVERY / 2) {
                publisher.poison("This is no order.");
            }
            LockSupport.parkNanos(EACH.toNanos());
        }
    }

    /** Publishes new orders: one in eight for the second dataset, and one in twenty twice. */
    List<String> some(int orders) {
        List<String> ids = new ArrayList<>();
        for (int order = 0; order < orders; order++) {
            String id = publisher.publish(Instant.now(), random.nextInt(8) == 0 ? "EUR" : "SGD", null);
            ids.add(id);
            if (random.nextInt(20) == 0) {
                publisher.again(id);
            }
        }
        publisher.flush();
        return ids;
    }

    private void buy() {
        while (running) {
            try {
                new Shopper(stack).agrees().buys("enamel-mug");
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                log.debug("The shop is down", e);
            }
            LockSupport.parkNanos(EACH.multipliedBy(4).toNanos());
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        bought.interrupt();
        published.join();
        bought.join();
    }
}
