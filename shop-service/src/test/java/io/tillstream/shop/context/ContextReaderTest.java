package io.tillstream.shop.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.shop.visitor.ConsentPolicy;
import io.tillstream.shop.visitor.ConsentSettings;
import io.tillstream.shop.visitor.ConsentSettings.Mode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ContextReaderTest {

    /** -Dcontext.mutations=1000000 runs longer; -Dcontext.seed=N runs other ones. */
    private static final int MUTATIONS = Integer.getInteger("context.mutations", 20_000);

    private static final long SEED = Long.getLong("context.seed", 17);

    private final JsonMapper json = JsonMapper.shared();

    @Test
    void a_body_of_the_script_is_read() {
        assertThat(ContextReader.read(MutatedBodies.BODY.getBytes(UTF_8)))
                .isEqualTo(new ContextBody.Stated(
                        "ts_AAAAAAAAAAAAAAAAAAAAAA",
                        "A".repeat(43),
                        new Statement(
                                "granted",
                                "8.8.8.8",
                                "Mozilla/5.0 (X11; Linux x86_64)",
                                "fb.1.1700000000000.1234567890",
                                "fb.1.1700000000000.IwAR_x",
                                "https://shop.test/mugs/blue%20one",
                                "https://news.test/a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{} {}",
                "{\"reference\":7}",
                "{\"reference\":\"\"}",
                "{\"reference\":\"a b\"}",
                "{\"reference\":\"a\\u0000\"}",
                "{\"reference\":\"a\",\"reference\":\"b\"}",
                "{\"reference\":\"a\",\"token\":\"short\"}",
                "{\"reference\":\"a\",\"consent\":true}",
                "{\"reference\":\"a\",\"url\":[\"https://a.test\"]}",
                "{\"reference\":\"a\",\"x\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                "reference=a&token=b"
            })
    void a_body_in_another_form_is_refused_with_a_sentence_that_repeats_nothing_of_it(String body) {
        assertThat(ContextReader.read(body.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        ContextBody.Malformed.class,
                        malformed -> assertThat(malformed.why()).matches("[A-Za-z_][A-Za-z0-9 ,_-]+"));
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() {
        byte[] bytes = MutatedBodies.BODY.getBytes(UTF_8);
        bytes[40] = (byte) 0xC3;

        assertThat(ContextReader.read(bytes)).isEqualTo(new ContextBody.Malformed("The body must be UTF-8"));
    }

    @Test
    void no_bytes_cause_an_exception_and_what_is_kept_can_be_stored() {
        StatedVisitors visitors = new StatedVisitors(
                new ConsentPolicy(new ConsentSettings(Mode.OPT_OUT, "", List.of(), "")), new SimpleMeterRegistry());
        Random random = new Random(SEED);
        int read = 0;
        for (int count = 0; count < MUTATIONS; count++) {
            byte[] body = MutatedBodies.next(random);
            if (ContextReader.read(body) instanceof ContextBody.Stated stated) {
                read++;
                VisitorContext context = visitors.read(stated.statement(), null);
                String kept = json.writeValueAsString(context);
                assertThat(kept).as(() -> new String(body, UTF_8)).doesNotContain("\\u0000", "\\ud8");
                assertThat(json.readValue(kept, VisitorContext.class)).isEqualTo(context);
                if (context.sourceUrl() != null) {
                    assertThat(context.sourceUrl())
                            .doesNotContain("@", "%40", "?", "#")
                            .hasSizeLessThanOrEqualTo(1000);
                }
            }
        }
        assertThat(read).as("bodies that were still readable").isBetween(MUTATIONS / 20, MUTATIONS);
    }
}
