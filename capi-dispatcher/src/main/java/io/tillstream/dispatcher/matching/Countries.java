package io.tillstream.dispatcher.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Countries by their codes and English names. */
final class Countries {

    private static final Map<String, List<String>> CODES = codes();

    private Countries() {}

    /** ISO 3166-1 alpha-2 in lower case; none when it is no country. */
    static List<String> code(String raw) {
        // Nearly always it is a code already, in one case or the other.
        List<String> found = CODES.get(raw);
        return found != null ? found : CODES.getOrDefault(Normal.lettersAndDigits(Normal.clean(raw)), List.of());
    }

    private static Map<String, List<String>> codes() {
        Map<String, List<String>> codes = new HashMap<>();
        for (String iso : Locale.getISOCountries()) {
            Locale country = Locale.of("", iso);
            List<String> code = List.of(iso.toLowerCase(Locale.ROOT));
            codes.put(iso, code);
            codes.put(code.getFirst(), code);
            codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            codes.put(Normal.lettersAndDigits(Normal.clean(country.getDisplayCountry(Locale.ENGLISH))), code);
        }
        codes.put("uk", List.of("gb"));
        return codes;
    }
}
