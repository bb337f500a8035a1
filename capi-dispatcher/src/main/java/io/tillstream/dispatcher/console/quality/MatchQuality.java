package io.tillstream.dispatcher.console.quality;

import io.tillstream.dispatcher.console.books.Account;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.matching.MatchKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * An estimate of Meta's event match quality. Meta's rule is not public; Meta says only that e-mail, phone and click id weigh
 * most (facebook.com/business/help/765081237991954). Use the figure only to see whether it falls.
 */
@Component
public class MatchQuality {

    /** They add up to 10. */
    private static final Map<MatchKey, Double> WEIGHTS = Map.of(
            MatchKey.EM, 3.0,
            MatchKey.PH, 2.0,
            MatchKey.FBC, 1.5,
            MatchKey.FBP, 1.0,
            MatchKey.EXTERNAL_ID, 0.5,
            MatchKey.FN_LN, 0.5,
            MatchKey.CT_ZP_COUNTRY, 0.5,
            MatchKey.CLIENT_IP_ADDRESS, 0.5,
            MatchKey.CLIENT_USER_AGENT, 0.5);

    private final Ledger ledger;

    MatchQuality(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param percent of all accepted events, 0 to 100 */
    public record Key(MatchKey key, long events, double percent, double weight) {}

    /** All keys, the largest weight first. */
    public List<Key> keys() {
        Map<String, Long> counts = ledger.matchKeys();
        long accepted = accepted();
        return Arrays.stream(MatchKey.values())
                .map(key -> {
                    long events = counts.getOrDefault(key.text(), 0L);
                    return new Key(
                            key, events, accepted == 0 ? 0 : 100.0 * events / accepted, WEIGHTS.getOrDefault(key, 0.0));
                })
                .sorted(Comparator.comparingDouble(Key::weight).reversed())
                .toList();
    }

    /** The sum of each key's weight times its share, 0 to 10. */
    double estimate() {
        return keys().stream()
                .mapToDouble(key -> key.weight() * key.percent() / 100)
                .sum();
    }

    long accepted() {
        return ledger.accounts().stream()
                .map(Account::accepted)
                .mapToLong(tally -> tally.orders())
                .sum();
    }
}
