package io.tillstream.dispatcher.console.books;

import io.tillstream.dispatcher.deadletter.StoredDeadLetter;
import io.tillstream.dispatcher.operator.Actions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All dead letters with their state, which is computed from receipts and actions because the topic never changes. */
@Component
class DeadLetterStatuses {

    /** Older dead letters are only in the topic. */
    private static final int REMEMBERED = 100_000;

    private final ReceiptBooks receipts;
    private final Actions actions;
    private final Map<String, DeadLetterStatus> letters = new LinkedHashMap<>();
    private final Map<String, String> newest = new HashMap<>();

    DeadLetterStatuses(ReceiptBooks receipts, Actions actions) {
        this.receipts = receipts;
        this.actions = actions;
    }

    synchronized void add(StoredDeadLetter stored) {
        byte[] key = stored.origin().key();
        letters.put(
                stored.letter(),
                new DeadLetterStatus(
                        stored.letter(),
                        stored.receiptId(),
                        key == null ? "" : new String(key, StandardCharsets.UTF_8),
                        stored.reason(),
                        stored.detail(),
                        stored.cause(),
                        stored.fbtraceId(),
                        stored.origin().toString(),
                        stored.at(),
                        stored.times(),
                        DeadLetterStatus.State.OPEN));
        newest.put(stored.receiptId(), stored.letter());
        if (letters.size() > REMEMBERED) {
            Iterator<DeadLetterStatus> eldest = letters.values().iterator();
            DeadLetterStatus oldest = eldest.next();
            eldest.remove();
            newest.remove(oldest.receiptId(), oldest.at());
        }
    }

    /** The newest first. */
    synchronized List<DeadLetterStatus> all() {
        List<DeadLetterStatus> all = new ArrayList<>(letters.size());
        letters.values().forEach(letter -> all.add(letter.in(state(letter))));
        all.sort(Comparator.comparing(DeadLetterStatus::deadLetteredAt).reversed());
        return all;
    }

    private DeadLetterStatus.State state(DeadLetterStatus letter) {
        if (actions.discarded(letter.at())) {
            return DeadLetterStatus.State.DISCARDED;
        }
        if (!letter.at().equals(newest.get(letter.receiptId()))) {
            return DeadLetterStatus.State.DEAD_LETTERED_AGAIN;
        }
        if (receipts.settled(letter.receiptId())) {
            return DeadLetterStatus.State.SETTLED;
        }
        Instant replayed = receipts.replayed(letter.receiptId());
        return replayed != null && replayed.isAfter(letter.deadLetteredAt())
                ? DeadLetterStatus.State.ON_ITS_WAY
                : DeadLetterStatus.State.OPEN;
    }
}
