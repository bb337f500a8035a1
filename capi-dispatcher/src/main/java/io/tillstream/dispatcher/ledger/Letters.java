package io.tillstream.dispatcher.ledger;

import io.tillstream.dispatcher.deadletter.Buried;
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

/** All dead letters and what stands of each: the topic never changes, so that their state lies beside it. */
@Component
class Letters {

    /** More than a person can look at; older ones stay in the topic. */
    private static final int REMEMBERED = 100_000;

    private final ReceiptBooks receipts;
    private final Actions actions;
    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Map<String, String> newest = new HashMap<>();

    Letters(ReceiptBooks receipts, Actions actions) {
        this.receipts = receipts;
        this.actions = actions;
    }

    synchronized void add(Buried buried) {
        byte[] key = buried.origin().key();
        letters.put(
                buried.letter(),
                new Letter(
                        buried.letter(),
                        buried.receiptId(),
                        key == null ? "" : new String(key, StandardCharsets.UTF_8),
                        buried.reason(),
                        buried.detail(),
                        buried.cause(),
                        buried.fbtraceId(),
                        buried.origin().toString(),
                        buried.at(),
                        buried.deaths(),
                        Letter.State.OPEN));
        newest.put(buried.receiptId(), buried.letter());
        if (letters.size() > REMEMBERED) {
            Iterator<Letter> eldest = letters.values().iterator();
            Letter oldest = eldest.next();
            eldest.remove();
            newest.remove(oldest.receiptId(), oldest.at());
        }
    }

    /** The newest first. */
    synchronized List<Letter> all() {
        List<Letter> all = new ArrayList<>(letters.size());
        letters.values().forEach(letter -> all.add(letter.in(state(letter))));
        all.sort(Comparator.comparing(Letter::diedAt).reversed());
        return all;
    }

    private Letter.State state(Letter letter) {
        if (actions.discarded(letter.at())) {
            return Letter.State.DISCARDED;
        }
        if (!letter.at().equals(newest.get(letter.receiptId()))) {
            return Letter.State.DIED_AGAIN;
        }
        if (receipts.settled(letter.receiptId())) {
            return Letter.State.SETTLED;
        }
        Instant replayed = receipts.replayed(letter.receiptId());
        return replayed != null && replayed.isAfter(letter.diedAt()) ? Letter.State.ON_ITS_WAY : Letter.State.OPEN;
    }
}
