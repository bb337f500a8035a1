package io.tillstream.benchmarks.order;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Generates realistic customers: few names that many share, and unique phone numbers. */
final class Shoppers {

    private static final List<String> FIRST = List.of(
            "Ava", "Noah", "Mia", "Liam", "Zoë", "José", "Mei", "Arjun", "Fatima", "Olu", "Anna", "Jean-Luc", "Siân");
    private static final List<String> LAST = List.of(
            "Tan", "Smith", "Müller", "O'Brien", "García", "Nguyen", "Silva", "Kowalski", "Wang", "Okafor", "Rossi");
    private static final List<Place> PLACES = List.of(
            new Place("Singapore", null, "049178", "SG", "+656", 7),
            new Place("San Francisco", "CA", "94103-1234", "US", "+1415555", 4),
            new Place("London", null, "SW1A 1AA", "GB", "+447700900", 3),
            new Place("München", "Bayern", "80331", "DE", "+4915112345", 3),
            new Place("São Paulo", "SP", "01310100", "BR", "+551191234", 4),
            new Place("Toronto", "ON", "M5V 2T6", "CA", "+1416555", 4));
    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36");

    private final Random random;

    Shoppers(Random random) {
        this.random = random;
    }

    /** The next customer, as the JSON inside a seal. */
    String next() {
        String first = any(FIRST);
        String last = any(LAST);
        Place place = any(PLACES);
        int number = 1_000_000 + random.nextInt(9_000_000);
        long now = System.currentTimeMillis();
        StringJoiner json = new StringJoiner(",", "{", "}");
        put(json, "email", "Shopper." + number + "@example.com");
        put(json, "phone", place.phonePrefix + Integer.toString(number).substring(0, place.phoneDigits));
        put(json, "name", first + " " + last);
        put(json, "city", place.city);
        if (place.state != null) {
            put(json, "state", place.state);
        }
        put(json, "postalCode", place.postalCode);
        put(json, "country", place.country);
        put(json, "externalId", "visitor-" + number);
        put(json, "ip", "203.0.113." + random.nextInt(256));
        put(json, "userAgent", any(BROWSERS));
        put(json, "fbp", "fb.1." + now + "." + (1_000_000_000L + number));
        put(json, "fbc", "fb.1." + now + ".IwAR0" + Long.toString(random.nextLong() >>> 1, 36) + "aem" + number);
        return json.toString();
    }

    private static void put(StringJoiner json, String name, String value) {
        json.add("\"" + name + "\":\"" + value + "\"");
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** @param phoneDigits the number of digits after {@code phonePrefix} */
    private record Place(
            String city,
            @Nullable String state,
            String postalCode,
            String country,
            String phonePrefix,
            int phoneDigits) {}
}
