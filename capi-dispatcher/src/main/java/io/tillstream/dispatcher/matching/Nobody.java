package io.tillstream.dispatcher.matching;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Placeholders that programs write for an unknown customer. With them, Meta would take thousands of customers for one; so they
 * are never sent, hashed or not, as an address, a number or an id. But a person may be called Null, and a province NA.
 */
final class Nobody {

    private static final Set<String> WORDS = Set.of("null", "undefined", "none", "n/a", "na", "nan", "unknown", "0");
    private static final Set<String> IDENTIFYING = Set.of("em", "ph", "external_id");
    private static final String HASH_OF_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Hashes of the placeholders in the spellings that shops write. */
    private static final Set<String> HASHES = WORDS.stream()
            .flatMap(word -> Stream.of(
                    word,
                    word.toUpperCase(Locale.ROOT),
                    word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
                    word.equals("nan") ? "NaN" : word))
            .map(word -> Sha256.of(word).hex())
            .collect(Collectors.toUnmodifiableSet());

    private Nobody() {}

    /** @param id in lower case */
    static boolean id(String id) {
        return WORDS.contains(id);
    }

    /** Whether both sides of an address are placeholders, such as none@none.com. */
    static boolean email(String email) {
        int at = email.lastIndexOf('@');
        // The longest placeholder is "undefined".
        return at < 10
                && WORDS.contains(email.substring(0, at))
                && WORDS.contains(email.substring(at + 1, email.indexOf('.', at)));
    }

    /** @param field Meta's name of it */
    static boolean hash(String field, String hash) {
        return hash.equals(HASH_OF_EMPTY) || (IDENTIFYING.contains(field) && HASHES.contains(hash));
    }
}
