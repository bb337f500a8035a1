package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MetaTextTest {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo@example.com",
                "jo.o'neill+shop@example.co.uk",
                "\"jo doe\"@example.com",
                "jo%40example.com",
                "jörg＠exämple.de",
                "用户@例子.广告",
                "+65 6123 4567",
                "+49 (0) 170 / 12-34-5",
                "(650) 555–1212",
                "[12] [34] 5",
                "1 2 3 4 5",
                "٠١٢٣٤٥",
                "19680229",
                "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
                "D41D8CD98F00B204E9800998ECF8427E",
                "fb.1.1554763741205.AbCdEfGhIjKlMnOpQrStUvWxYz1234567890",
                "fb.2.1.x-y_z.AQEAAQMB",
                "8.8.8.8",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2001:4860:4860:0:0:0:0:8888",
                "fe80::",
                "::1"
            })
    void what_may_name_a_person_is_left_out_wherever_it_stands(String personal) {
        for (String around :
                List.of("%s", "The value %s is wrong", "user_data[em]='%s'", "(%s), see", "ip:%s:", "<%s>")) {
            String text = around.formatted(personal);

            assertThat(MetaText.clean(text)).as(text).contains("[…]");
            // Quotes and brackets beside it may go with it.
            assertThat(words(MetaText.clean(text))).as(text).isEqualTo(words(around.replace("%s", "")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#100) Invalid parameter",
                "Your server events for dataset are missing value, which is 1.7 of 1000 at 10:30",
                "Unsupported post request. See https://developers.facebook.com/docs/graph-api",
                "カートが空です"
            })
    void what_names_nobody_is_kept(String text) {
        assertThat(MetaText.clean(text)).isEqualTo(text);
    }

    @Test
    void a_forged_line_of_the_log_is_no_line() {
        assertThat(MetaText.clean("Refused\r\n2026-11-25 ERROR \u202Eall is lost\u2028 \u2066now\u0000"))
                .isEqualTo("Refused […] ERROR all is lost now");
    }

    @Test
    void a_text_of_a_megabyte_is_cut_and_no_character_with_it() {
        assertThat(MetaText.clean("x".repeat(1_000_000))).isEqualTo("…");
        assertThat(MetaText.clean("long ".repeat(300_000))).hasSize(300).endsWith("…");
        for (int shift = 0; shift < 2; shift++) {
            String cut = MetaText.clean("x".repeat(shift) + "😀".repeat(200));
            assertThat(cut.length()).isBetween(299, 300);
            assertThat(new String(cut.getBytes(UTF_8), UTF_8)).isEqualTo(cut);
        }
        assertThat(MetaText.clean("word ".repeat(798) + "jo@example.com 61234567"))
                .doesNotContain("jo", "6123");
    }

    @Test
    void whatever_stands_round_it_no_customer_comes_through_and_it_is_one_short_line() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            String secret = secret(random);
            String cleaned = MetaText.clean(noise(random) + " " + secret + " " + noise(random));

            assertThat(cleaned).as("seed %d", seed).doesNotContain(secret).hasSizeLessThanOrEqualTo(300);
            assertThat(INVISIBLE.matcher(cleaned).find())
                    .as("seed %d: %s", seed, cleaned)
                    .isFalse();
            assertThat(cleaned).as("seed %d", seed).doesNotContain("@").doesNotContainPattern("\\d{5}|\\p{XDigit}{32}");
            assertThat(MetaText.clean(cleaned))
                    .as("seed %d, cleaned twice", seed)
                    .isEqualTo(cleaned);
        }
    }

    @Test
    void every_text_of_metas_is_cleaned_before_it_is_an_answer() {
        for (String name : List.of("message", "error_user_msg", "error_user_title")) {
            for (String code : List.of("1", "4", "100", "190", "368", "77777")) {
                String body = "{\"error\":{\"code\":%s,\"%s\":\"jo@example.com\\nis wrong\",\"fbtrace_id\":\"A\\nB\"}}"
                        .formatted(code, name);

                CapiAnswer answer = CapiAnswers.read(
                        400,
                        HttpHeaders.of(Map.of(), (header, value) -> true),
                        body.getBytes(UTF_8),
                        1,
                        JsonMapper.shared());

                assertThat(answer.toString())
                        .contains("[…] is wrong", "fbtraceId=")
                        .doesNotContain("jo@", "\n");
            }
        }
    }

    private static String words(String text) {
        return text.replaceAll("[^\\p{L}\\p{Nd}]", "");
    }

    private static String secret(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> letters(random, 1 + random.nextInt(20)) + "@" + letters(random, 8) + ".com";
            case 1 -> Long.toString(10_000 + random.nextLong(1_000_000_000_000L));
            case 2 -> "%016x%016x".formatted(random.nextLong(), random.nextLong());
            case 3 -> "fb.1." + random.nextLong(10_000_000_000_000L) + "." + letters(random, 30);
            default -> "%d.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), 8, random.nextInt(256));
        };
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Anything that is in no alphabet of its own: controls, marks, halves of characters, brackets, other scripts. */
    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int each = random.nextInt(200); each > 0; each--) {
            switch (random.nextInt(5)) {
                case 0 -> noise.append((char) random.nextInt(0x10000));
                case 1 -> noise.appendCodePoint(0x1F600 + random.nextInt(50));
                case 2 -> noise.append(" .,;:-()[]{}'\"\r\n\t\u202E\u2066\u200B\u2028".charAt(random.nextInt(21)));
                default -> noise.append((char) ('a' + random.nextInt(26)));
            }
        }
        return noise.toString();
    }
}
