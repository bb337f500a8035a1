package io.tillstream.dispatcher.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.deadletter.StoredDeadLetter;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the receipts say about some dead letters: whether the order is done, or is on its way already. */
final class KnownReceipts {

    /** After this time, a replayed dead letter without a result may be replayed again. */
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    /** Suffixes of receipts that exist beside the acceptance of the same id. */
    private static final List<String> BESIDE = List.of(Receipt.REPLAYED_SUFFIX, "#dead_lettered");

    private record Known(Receipt.Status status, Instant at) {

        /** An acceptance counts more than any other receipt, whichever was written first. */
        Known then(Known next) {
            return status == Receipt.Status.ACCEPTED ? this : next;
        }
    }

    private final Map<String, Known> known = new HashMap<>();

    /** @param ids receipt ids of the dead letters */
    static KnownReceipts of(Set<String> ids, Receipts receipts) {
        KnownReceipts all = new KnownReceipts();
        if (!ids.isEmpty()) {
            receipts.search(List.of(), (key, value) -> ids.contains(withoutSuffix(new String(key, UTF_8))))
                    .forEach(all::add);
        }
        return all;
    }

    void add(Receipt receipt) {
        known.merge(receipt.id(), new Known(receipt.status(), receipt.at()), Known::then);
    }

    private static String withoutSuffix(String id) {
        for (String suffix : BESIDE) {
            if (id.endsWith(suffix)) {
                return id.substring(0, id.length() - suffix.length());
            }
        }
        return id;
    }

    /** Why a dead letter is not replayed; null when no receipt forbids it. */
    @Nullable
    String hindrance(StoredDeadLetter letter, Instant now) {
        Known receipt = known.get(letter.receiptId());
        if (receipt != null && receipt.status() == Receipt.Status.ACCEPTED) {
            return "accepted already";
        }
        if (receipt != null && receipt.status() == Receipt.Status.SUPPRESSED) {
            return "suppressed already";
        }
        Known replay = known.get(letter.receiptId() + Receipt.REPLAYED_SUFFIX);
        boolean onItsWay = replay != null
                && replay.at().isAfter(letter.at())
                && replay.at().isAfter(now.minus(ON_ITS_WAY));
        return onItsWay ? "on its way" : null;
    }
}
