package io.tillstream.dispatcher.console.orders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.backlog.Lag;
import io.tillstream.dispatcher.console.books.DeadLetterStatus;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.cluster.Message;
import io.tillstream.dispatcher.console.cluster.TopicBrowser;
import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds an order in Kafka. By its own id that takes one partition, as it is the key of its message and receipts lie in
 * the partition of the same number; so it does by the event id once it is settled, as the ledger knows where. By any
 * other id all of a topic must be read.
 */
@Component
class OrderSearch {

    private final TopicBrowser messages;
    private final Receipts receipts;
    private final Lag lag;
    private final Ledger ledger;
    private final StoryTeller stories;

    OrderSearch(TopicBrowser messages, Receipts receipts, Lag lag, Ledger ledger, StoryTeller stories) {
        this.messages = messages;
        this.receipts = receipts;
        this.lag = lag;
        this.ledger = ledger;
        this.stories = stories;
    }

    /**
     * Looks where an order of this id must be.
     *
     * @param id of the order, or the event id
     */
    Optional<OrderStory> find(String id) {
        int partition = ledger.partition(id).orElseGet(() -> messages.partition(TopicNames.ORDERS, id));
        List<Receipt> known = receipts(List.of(partition), id);
        if (!known.isEmpty()) {
            return Optional.of(story(known));
        }
        Optional<Message> waiting = waiting(partition, id);
        if (waiting.isPresent()) {
            return waiting.map(message -> stories.tell(message, List.of(), true));
        }
        known = receipts(List.of(), id);
        return known.isEmpty() ? letter(id) : Optional.of(story(known));
    }

    /**
     * Reads all orders there are for one that has this id anywhere in it, as Stripe's session has. It takes seconds for
     * every hundred thousand.
     */
    Optional<OrderStory> findAnywhere(String id) {
        return messages
                .search(TopicNames.ORDERS, List.of(), (key, value) -> contains(value, '"' + id + '"'), 1)
                .stream()
                .findFirst()
                .map(this::story);
    }

    private OrderStory story(Message message) {
        List<Integer> partition = List.of(message.partition());
        List<Receipt> known = message.key().isEmpty() ? List.of() : receipts(partition, message.key());
        if (known.isEmpty()) {
            // What could not be read has its receipt under where it lay.
            known = receipts(partition, message.topic() + "-" + message.partition() + "@" + message.offset());
        }
        return stories.tell(message, known, waits(message));
    }

    private boolean waits(Message message) {
        return lag.positions().stream()
                .anyMatch(
                        position -> position.partition() == message.partition() && message.offset() >= position.next());
    }

    /** @param id of an order, an event or a place; not empty */
    private List<Receipt> receipts(List<Integer> partitions, String id) {
        String quoted = "\"orderId\":\"" + id + '"';
        List<Receipt> found =
                new ArrayList<>(receipts.search(partitions, (key, value) -> isOf(key, id) || contains(value, quoted)));
        Set<String> ids = found.stream().map(Receipt::id).collect(Collectors.toSet());
        List<String> replays = found.stream()
                .filter(receipt -> receipt.status() == Receipt.Status.DEAD_LETTERED)
                .map(receipt -> receipt.id() + Receipt.REPLAYED_SUFFIX)
                .filter(replay -> !ids.contains(replay))
                .toList();
        if (!replays.isEmpty()) {
            // A replay's receipt does not name the order.
            found.addAll(receipts.search(
                    List.of(found.getFirst().partition()),
                    (key, value) -> replays.stream().anyMatch(replay -> isOf(key, replay))));
        }
        return found;
    }

    private OrderStory story(List<Receipt> known) {
        return known.stream()
                .filter(receipt -> receipt.sale() != null)
                .findFirst()
                .flatMap(receipt -> messages.at(
                        TopicNames.ORDERS,
                        receipt.partition(),
                        Objects.requireNonNull(receipt.sale()).offset()))
                .map(message -> stories.tell(message, known, false))
                .orElseGet(() -> stories.tell(known));
    }

    /** An order that nobody has dealt with yet has no receipt. */
    private Optional<Message> waiting(int partition, String id) {
        byte[] key = id.getBytes(UTF_8);
        String quoted = '"' + id + '"';
        return lag.positions().stream()
                .filter(position -> position.partition() == partition && position.waiting() > 0)
                .findFirst()
                .flatMap(position -> messages.firstFrom(
                        TopicNames.ORDERS,
                        partition,
                        position.next(),
                        (found, value) -> Arrays.equals(key, found) || contains(value, quoted)));
    }

    /** A message that could not be read has its receipt under where it lay. */
    private Optional<OrderStory> letter(String id) {
        return ledger.letters().stream()
                .filter(letter ->
                        letter.orderId().equals(id) || letter.receiptId().equals(id))
                .findFirst()
                .map(DeadLetterStatus::receiptId)
                .map(receiptId -> receipts(List.of(), receiptId))
                .filter(known -> !known.isEmpty())
                .map(this::story);
    }

    /** Whether it is the key of a receipt of this id: the id itself, or with a dataset or a replay's mark behind it. */
    private static boolean isOf(byte @Nullable [] key, String id) {
        if (key == null || key.length < id.length()) {
            return false;
        }
        for (int at = 0; at < id.length(); at++) {
            if (key[at] != id.charAt(at)) {
                return false;
            }
        }
        return key.length == id.length() || key[id.length()] == '@' || key[id.length()] == '#';
    }

    private static boolean contains(byte @Nullable [] bytes, String text) {
        // One character to a byte: ids are ASCII, and nothing has to be decoded.
        return bytes != null && new String(bytes, ISO_8859_1).contains(text);
    }
}
