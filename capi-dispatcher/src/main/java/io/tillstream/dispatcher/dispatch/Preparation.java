package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.order.OrderReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the messages of a batch and decides about them, in portions of one request. While one portion is on its way to Meta, a
 * thread of its own prepares the next, so that a thread which waits for Meta has it ready when the answer comes.
 */
@Component
class Preparation {

    /** At most one for each thread that takes orders; an idle one ends after a minute. */
    private static final Executor THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("prepare-", 0).factory());

    /** A message that was read, and what is to happen to it. */
    record Prepared(Incoming incoming, Decision decision) {}

    private final OrderReader reader;
    private final Decisions decisions;
    private final int portion;
    private final Executor ahead;

    @Autowired
    Preparation(JsonMapper json, Decisions decisions) {
        this(json, decisions, Capi.MOST_EVENTS, THREADS);
    }

    /**
     * @param portion messages in a portion
     * @param ahead   prepares the next portion
     */
    Preparation(JsonMapper json, Decisions decisions, int portion, Executor ahead) {
        this.reader = new OrderReader(json);
        this.decisions = decisions;
        this.portion = portion;
        this.ahead = ahead;
    }

    /** The portions of a batch. The calling thread prepares the first one; taking a portion starts the next. */
    Iterable<List<Prepared>> portions(List<Origin> batch) {
        List<List<Origin>> portions = new ArrayList<>();
        for (int from = 0; from < batch.size(); from += portion) {
            portions.add(batch.subList(from, Math.min(from + portion, batch.size())));
        }
        return () -> new Ahead(portions.iterator());
    }

    private List<Prepared> prepare(List<Origin> messages) {
        List<Prepared> prepared = new ArrayList<>(messages.size());
        for (Origin origin : messages) {
            OrderMessage message = OrderMessage.read(origin, reader);
            prepared.add(new Prepared(Incoming.of(message), decisions.of(message)));
        }
        return prepared;
    }

    private final class Ahead implements Iterator<List<Prepared>> {

        private final Iterator<List<Origin>> rest;
        private @Nullable CompletableFuture<List<Prepared>> next;

        Ahead(Iterator<List<Origin>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            return next != null || rest.hasNext();
        }

        @Override
        public List<Prepared> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<Prepared> portion = next == null ? prepare(rest.next()) : next.join();
            next = null;
            if (rest.hasNext()) {
                List<Origin> following = rest.next();
                next = CompletableFuture.supplyAsync(() -> prepare(following), ahead);
            }
            return portion;
        }
    }
}
