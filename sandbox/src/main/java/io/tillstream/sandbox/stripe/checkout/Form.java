package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a request in Stripe's notation, {@code line_items[0][quantity]=2}. */
public record Form(Map<String, String> values) {

    private static final Pattern EXPAND = Pattern.compile("expand\\[\\d+]");

    /** @throws StripeError for an unknown parameter, as at Stripe */
    public void requireKnown(Predicate<String> known) {
        values.keySet().stream()
                .filter(name -> !EXPAND.matcher(name).matches() && !known.test(name))
                .findFirst()
                .ifPresent(name -> {
                    throw StripeError.unknownParameter(name);
                });
    }

    /** Null if the parameter is missing or empty; Stripe treats both the same. */
    @Nullable
    public String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    public String required(String name) {
        String value = text(name);
        if (value == null) {
            throw StripeError.invalid("Missing required param: " + name + ".");
        }
        return value;
    }

    boolean flag(String name) {
        return "true".equals(values.get(name));
    }

    /** @throws StripeError if the value is not a whole number or is less than {@code least} */
    public long number(String name, long least) {
        String value = required(name);
        if (!value.matches("\\d{1,12}") || Long.parseLong(value) < least) {
            throw StripeError.invalid("Invalid integer: " + value + " for " + name);
        }
        return Long.parseLong(value);
    }

    /** The values of {@code name[...]} by the text in the brackets. */
    Map<String, String> inside(String name) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "["))
                .collect(Collectors.toMap(
                        entry -> entry.getKey()
                                .substring(name.length() + 1, entry.getKey().length() - 1),
                        Map.Entry::getValue));
    }

    /** The values of a list {@code name[0]=a}, {@code name[1]=b}, in order of the index. */
    public List<String> list(String name) {
        return inside(name).entrySet().stream()
                .filter(entry -> entry.getKey().matches("\\d{1,4}"))
                .sorted(Comparator.comparing(entry -> Integer.valueOf(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The prefixes {@code name[0]}, {@code name[1]} and so on that have parameters. */
    List<String> items(String name) {
        Pattern item = Pattern.compile("^" + Pattern.quote(name) + "\\[(\\d{1,4})]");
        return values.keySet().stream()
                .flatMap(key -> item.matcher(key).results())
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .distinct()
                .sorted()
                .map(index -> name + "[" + index + "]")
                .toList();
    }

    public List<String> expand() {
        return list("expand");
    }
}
