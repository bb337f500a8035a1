package io.tillstream.dispatcher.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hashes the values of one customer, and notes which of them are unusable. */
final class Hashing {

    static final Remembered CITIES = new Remembered("ct");
    static final Remembered STATES = new Remembered("st");
    static final Remembered POSTAL_CODES = new Remembered("zp");
    static final Remembered COUNTRIES = new Remembered("country");

    /** First and last names, normalised. */
    private static final Remembered WORDS = new Remembered("name");

    private List<String> unusable = List.of();

    /** Meta's names of the fields with an unusable value. */
    List<String> unusable() {
        return List.copyOf(unusable);
    }

    /** All ids of the customer in the shop. */
    List<Sha256> ids(@Nullable String browser, @Nullable String customer) {
        List<Sha256> one = of("external_id", browser, Normal::externalId);
        List<Sha256> other = of("external_id", customer, Normal::externalId);
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        List<Sha256> both = new ArrayList<>(one);
        both.addAll(other);
        return List.copyOf(both);
    }

    /** The words of a full name; none when no first name can be made of it. */
    List<String> names(@Nullable String raw) {
        if (raw == null || raw.isBlank()) {
            return List.of();
        }
        // The hash of a full name is neither that of a first name nor that of a last name.
        List<String> words = Sha256.readyMade(raw) == null ? Normal.names(raw) : List.of();
        if (Normal.firstName(words).isEmpty()) {
            leftOut("fn");
        }
        return words;
    }

    /** The hash of at most one name. */
    static List<Sha256> word(List<String> normalised) {
        return normalised.isEmpty()
                ? List.of()
                : WORDS.of(normalised.getFirst(), "", (word, none) -> hashes(List.of(word)));
    }

    List<Sha256> of(String field, @Nullable String raw, Function<String, List<String>> normal) {
        if (raw == null || raw.isBlank()) {
            return List.of();
        }
        List<Sha256> readyMade = readyMade(field, raw);
        return noted(field, readyMade == null ? hashes(normal.apply(raw)) : readyMade);
    }

    /** For values that many customers share. */
    List<Sha256> remembered(
            Remembered values,
            @Nullable String raw,
            @Nullable String country,
            BiFunction<String, @Nullable String, List<String>> normal) {
        if (raw == null || raw.isBlank()) {
            return List.of();
        }
        List<Sha256> readyMade = readyMade(values.field(), raw);
        return noted(
                values.field(),
                readyMade == null
                        ? values.of(raw, country, (value, of) -> hashes(normal.apply(value, of)))
                        : readyMade);
    }

    private static List<Sha256> hashes(List<String> normalised) {
        return switch (normalised.size()) {
            case 0 -> List.of();
            case 1 -> List.of(Sha256.of(normalised.getFirst()));
            default -> normalised.stream().map(Sha256::of).toList();
        };
    }

    /** A value that the shop has hashed itself; empty for a placeholder's hash, null for a value in the clear. */
    private static @Nullable List<Sha256> readyMade(String field, String raw) {
        Sha256 hash = Sha256.readyMade(raw);
        return hash == null ? null : Nobody.hash(field, hash.hex()) ? List.of() : List.of(hash);
    }

    private List<Sha256> noted(String field, List<Sha256> hashes) {
        if (hashes.isEmpty()) {
            leftOut(field);
        }
        return hashes;
    }

    @Nullable
    String inTheClear(String field, @Nullable String raw, Function<String, @Nullable String> normal) {
        if (raw == null || raw.isBlank()) {
            return null;
        }
        String normalised = normal.apply(raw);
        if (normalised == null) {
            leftOut(field);
        }
        return normalised;
    }

    private void leftOut(String field) {
        if (unusable.isEmpty()) {
            unusable = new ArrayList<>();
        }
        unusable.add(field);
    }
}
