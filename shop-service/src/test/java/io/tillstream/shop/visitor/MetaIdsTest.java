package io.tillstream.shop.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaIdsTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_795_400_000_000L);

    @ParameterizedTest
    @CsvSource(nullValues = "-", useHeadersInDisplayName = true, textBlock = """
            current,                             fbclid,      kept
            -,                                   -,           -
            -,                                   AbC_-9,      fb.1.1795400000000.AbC_-9
            -,                                   '',          -
            -,                                   a b,         -
            -,                                   <script>,    -
            fb.1.1700000000000.Old,              -,           fb.1.1700000000000.Old
            fb.1.1700000000000.Old,              Old,         fb.1.1700000000000.Old
            fb.1.1700000000000.Old,              old,         fb.1.1795400000000.old
            fb.1.1700000000000.Old,              New,         fb.1.1795400000000.New
            fb.1.1700000000000.Old.AQEAAQMB,     Old,         fb.1.1700000000000.Old.AQEAAQMB
            fb.1.1700000000000.Old.AQEAAQMB,     -,           fb.1.1700000000000.Old.AQEAAQMB
            fb.1.1700000000000.Old.AQ,           New,         fb.1.1795400000000.New""")
    void a_new_click_replaces_the_old_one_and_anything_else_stays_byte_for_byte(
            String current, String fbclid, String kept) {
        assertThat(MetaIds.click(fbclid, NOW)
                        .map(click -> MetaIds.fbc(current, click, 1))
                        .orElse(current))
                .isEqualTo(kept);
    }

    @Test
    void a_browser_keeps_its_id_or_gets_one_in_metas_format() {
        assertThat(MetaIds.fbp("fb.1.1700000000000.12.AQEAAQMB", 2, NOW)).isEqualTo("fb.1.1700000000000.12.AQEAAQMB");
        assertThat(MetaIds.fbp(null, 2, NOW))
                .matches("fb\\.2\\.1795400000000\\.[12]\\d{9}")
                .matches(MetaIds.FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fb.1.1700000000000",
                "fb.1.17.x",
                "gb.1.1700000000000.x",
                "fb.1.1700000000000.x y",
                "fb.1.1700000000000.x.AQ.AQ"
            })
    void a_value_in_another_format_is_not_an_id(String value) {
        assertThat(value).doesNotMatch(MetaIds.FORM);
    }
}
