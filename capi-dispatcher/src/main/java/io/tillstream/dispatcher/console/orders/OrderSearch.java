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
 * Finds an order in Kafka. A search by order id reads one partition: the id is the key of the message, and its receipts are in
 * the partition of the same number. A search by the event id of a settled order also reads one partition, which the ledger
 * knows. A search by any other id reads a whole topic.
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
     * Searches the partitions where an order with this id can be.
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
     * Searches all orders for one whose message contains this id, for example the id of a Stripe session. It takes some
     * seconds per hundred thousand orders.
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
            // The receipt of an unreadable message is keyed by its offset.
            known = receipts(partition, message.topic() + "-" + message.partition() + "@" + message.offset());
        }
        return stories.tell(message, known, waits(message));
    }

    private boolean waits(Message message) {
        return lag.positions().stream()
                .anyMatch(
                        position -> position.partition() == message.partition() && message.offset() >= position.next());
    }

    /** @param id of an order or an event, or topic-partition@offset; not empty */
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
            // The receipt of a replay does not name the order.
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

    /** Finds an order that has no receipt yet. */
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

    /** Finds a dead letter: the receipt of an unreadable message is keyed by its offset. */
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

    /** Whether a key belongs to a receipt of this id: the id, or the id followed by a dataset or by the mark of a replay. */
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
        // ISO 8859-1 maps each byte to one character: ids are ASCII, and this is faster than decoding UTF-8.
        return bytes != null && new String(bytes, ISO_8859_1).contains(text);
    }
}
