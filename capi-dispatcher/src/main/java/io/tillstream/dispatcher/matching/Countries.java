package io.tillstream.dispatcher.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Countries by their codes and English names. */
final class Countries {

    private static final Set<String> FILLING = Set.of("and", "of", "the");

    /** ISO's names and common names that differ from the JDK's, without filler words. */
    private static final String OTHER_NAMES = """
            bn bruneidarussalam, bo boliviaplurinationalstate, cd congodemocraticrepublic,
            cd democraticrepubliccongo, cg congo, cg republiccongo, ci ivorycoast, cv caboverde, cz czechrepublic,
            fk falklandislandsmalvinas, fm micronesiafederatedstates, gb greatbritain, gb uk, hk hongkong,
            ir iranislamicrepublic, kp democraticpeoplesrepublickorea, kp koreademocraticpeoplesrepublic,
            kr korearepublic, kr republickorea, la laopeoplesdemocraticrepublic, md moldovarepublic, mk macedonia,
            mk macedoniaformeryugoslavrepublic, mm burma, mm myanmar, mo macao, mo macau, pn pitcairn, ps palestine,
            ps palestinestate, ru russianfederation, sy syrianarabrepublic, sz swaziland, tl easttimor, tr turkey,
            tw taiwanprovincechina, tz tanzaniaunitedrepublic, tz unitedrepublictanzania, us unitedstatesamerica,
            va holysee, va vatican, ve venezuelabolivarianrepublic, vg virginislandsbritish, vi virginislandsus""";

    private static final Map<String, List<String>> CODES = codes();

    private Countries() {}

    /** ISO 3166-1 alpha-2 in lower case; empty when it is not a country. */
    static List<String> code(String raw) {
        // Nearly always it is a code already, in upper or lower case.
        List<String> found = CODES.get(raw);
        return found != null ? found : CODES.getOrDefault(name(raw), List.of());
    }

    private static Map<String, List<String>> codes() {
        Map<String, List<String>> codes = new HashMap<>();
        for (String iso : Locale.getISOCountries()) {
            Locale country = Locale.of("", iso);
            List<String> code = List.of(iso.toLowerCase(Locale.ROOT));
            codes.put(iso, code);
            codes.put(code.getFirst(), code);
            codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            codes.put(name(country.getDisplayCountry(Locale.ENGLISH)), code);
        }
        for (String entry : OTHER_NAMES.split(",\\s+", -1)) {
            String[] codeAndName = entry.split(" ", 2);
            codes.put(codeAndName[1], List.of(codeAndName[0]));
        }
        return codes;
    }

    /** A name without the differences between spellings: case, space, punctuation, accents, filler words, Saint and St. */
    private static String name(String raw) {
        List<String> words = Letters.words(raw);
        return words.stream()
                // A single word is not a filler: AND is Andorra.
                .filter(word -> words.size() == 1 || !FILLING.contains(word))
                .map(word -> word.equals("saint") ? "st" : Letters.withoutAccents(word))
                .collect(Collectors.joining());
    }
}
