package io.tillstream.dispatcher.matching;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys by which Meta can match one customer. Customers with the same keys share one instance. */
public final class MatchKeys {

    private static final List<MatchKey> ALL = List.of(MatchKey.values());
    private static final @Nullable MatchKeys[] SETS = new MatchKeys[1 << ALL.size()];

    private final Set<MatchKey> keys;
    private final List<String> texts;

    private MatchKeys(Set<MatchKey> keys, List<String> texts) {
        this.keys = keys;
        this.texts = texts;
    }

    public Set<MatchKey> keys() {
        return keys;
    }

    /** Their names, in the order of their declaration. */
    public List<String> texts() {
        return texts;
    }

    static MatchKeys of(HashedCustomer customer) {
        int set = 0;
        for (int key = 0; key < ALL.size(); key++) {
            set |= customer.has(ALL.get(key)) ? 1 << key : 0;
        }
        MatchKeys known = SETS[set];
        if (known == null) {
            known = of(ALL.stream().filter(customer::has).toList());
            SETS[set] = known;
        }
        return known;
    }

    private static MatchKeys of(List<MatchKey> keys) {
        return new MatchKeys(Set.copyOf(keys), keys.stream().map(MatchKey::text).toList());
    }
}
