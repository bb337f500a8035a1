package io.tillstream.dispatcher.matching;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What programs write where they know nobody. Thousands of customers would be one to Meta by it, so it never leaves,
 * hashed or not, as an address, a number or an id. A person may be called Null all the same, and a province NA.
 */
final class Nobody {

    private static final Set<String> WORDS = Set.of("null", "undefined", "none", "n/a", "na", "nan", "unknown", "0");
    private static final Set<String> IDENTIFYING = Set.of("em", "ph", "external_id");
    private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Of the words as shops write them. */
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

    /** Whether both sides of it say so, such as none@none.com. */
    static boolean email(String email) {
        int at = email.lastIndexOf('@');
        // No word is longer than undefined.
        return at < 10
                && WORDS.contains(email.substring(0, at))
                && WORDS.contains(email.substring(at + 1, email.indexOf('.', at)));
    }

    /** @param field in Meta's words */
    static boolean hash(String field, String hash) {
        return hash.equals(HASH_OF_NOTHING) || (IDENTIFYING.contains(field) && HASHES.contains(hash));
    }
}
