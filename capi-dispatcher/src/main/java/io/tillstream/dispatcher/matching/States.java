package io.tillstream.dispatcher.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States of the US and provinces of Canada (ANSI INCITS 38 and Canada Post). */
final class States {

    private static final Map<String, Map<String, String>> BY_COUNTRY = Map.of("us", read("""
                    al alabama, ak alaska, az arizona, ar arkansas, ca california, co colorado, ct connecticut,
                    de delaware, dc districtofcolumbia, dc washingtondc, fl florida, ga georgia, hi hawaii, id idaho, il illinois,
                    in indiana, ia iowa, ks kansas, ky kentucky, la louisiana, me maine, md maryland,
                    ma massachusetts, mi michigan, mn minnesota, ms mississippi, mo missouri, mt montana, ne nebraska,
                    nv nevada, nh newhampshire, nj newjersey, nm newmexico, ny newyork, nc northcarolina,
                    nd northdakota, oh ohio, ok oklahoma, or oregon, pa pennsylvania, ri rhodeisland, sc southcarolina,
                    sd southdakota, tn tennessee, tx texas, ut utah, vt vermont, va virginia, wa washington,
                    wv westvirginia, wi wisconsin, wy wyoming, as americansamoa, gu guam, mp northernmarianaislands,
                    pr puertorico, vi virginislands, aa armedforcesamericas, ae armedforceseurope,
                    ap armedforcespacific"""), "ca", read("""
                    ab alberta, bc britishcolumbia, mb manitoba, nb newbrunswick, nl newfoundland, nl newfoundlandandlabrador,
                    nl newfoundlandlabrador,
                    nt northwestterritories, ns novascotia, nu nunavut, on ontario, pe princeedwardisland, qc quebec,
                    qc québec, sk saskatchewan, yt yukon, yt yukonterritory"""));

    private States() {}

    /**
     * The two-letter code; none when the country has no such state.
     *
     * @param state   a code or a name, only letters in lower case
     * @param country us or ca
     */
    static List<String> code(String state, String country) {
        String code = BY_COUNTRY.getOrDefault(country, Map.of()).get(state);
        return code == null ? List.of() : List.of(code);
    }

    private static Map<String, String> read(String table) {
        Map<String, String> codes = new HashMap<>();
        for (String entry : table.strip().split(",\\s+", -1)) {
            String[] codeAndName = entry.split(" ", 2);
            codes.put(codeAndName[0], codeAndName[0]);
            codes.put(codeAndName[1], codeAndName[0]);
        }
        return codes;
    }
}
