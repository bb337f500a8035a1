package io.tillstream.shop.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.shop.visitor.ConsentPolicy;
import io.tillstream.shop.visitor.ConsentSettings;
import io.tillstream.shop.visitor.ConsentSettings.Mode;
import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.Visitor.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedVisitorsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StatedVisitors visitors = visitors(Mode.REGIONAL);

    @Test
    void valid_values_are_kept_byte_for_byte() {
        VisitorContext context = visitors.read(
                new Statement(
                        "granted",
                        "[2001:4860:4860::8888]:443",
                        "Mozilla/5.0 (X11)",
                        "fb.1.1700000000000.1234567890",
                        "fb.1.1700000000000.IwAR-Aa_9.AQEAAQMB",
                        "https://shop.test/mugs?x=1",
                        "https://news.test/a/b?c"),
                null);

        assertThat(context)
                .isEqualTo(new VisitorContext(
                        new Visitor(
                                Choice.GRANTED,
                                null,
                                "2001:4860:4860::8888",
                                "Mozilla/5.0 (X11)",
                                "fb.1.1700000000000.1234567890",
                                "fb.1.1700000000000.IwAR-Aa_9.AQEAAQMB",
                                "https://news.test/"),
                        "https://shop.test/mugs"));
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(registry.get(meter.getId().getName())
                                .tags(meter.getId().getTags())
                                .counter()
                                .count())
                        .isZero());
    }

    @Test
    void nothing_said_is_nothing_left_out() {
        assertThat(visitors.read(Statement.EMPTY, null).visitor().marked()).isFalse();
        assertThat(visitors.read(new Statement("", "", "", "", "", "", ""), null)
                        .visitor()
                        .referrer())
                .isNull();
        assertThat(List.of("ip", "user_agent", "fbp", "fbc", "url", "path", "referrer"))
                .allSatisfy(field -> assertThat(leftOut(field)).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fb.1.170000000000.1234.5.6.7",
                "fb.1.1700000000000.12 34",
                "FB.1.1700000000000.1234",
                "fb.1.1700000000000.12\u000034",
                "fb.1.1700000000000.12\ud80034",
                "fb.1.1700000000000.\u00e9",
                "fb.1.1700000000000.1\r\nSet-Cookie",
                "fb.1.1700000000000.jo@example.com",
                "jo@example.com"
            })
    void an_id_that_meta_never_writes_is_left_out_and_counted(String value) {
        Visitor visitor = visitors.read(new Statement(null, null, null, value, value, null, null), null)
                .visitor();

        assertThat(visitor.marked()).isFalse();
        assertThat(leftOut("fbp")).isOne();
        assertThat(leftOut("fbc")).isOne();
    }

    @Test
    void addresses_of_private_networks_and_unusable_user_agents_and_pages_are_left_out_and_counted() {
        VisitorContext context = visitors.read(
                new Statement("granted", "10.0.0.7", "Mozilla\u0000", null, null, "data:text/html,a", "about:blank"),
                null);

        assertThat(context)
                .isEqualTo(new VisitorContext(new Visitor(Choice.GRANTED, null, null, null, null, null, null), null));
        assertThat(List.of("ip", "user_agent", "url", "referrer"))
                .allSatisfy(field -> assertThat(leftOut(field)).isOne());
        visitors.read(
                new Statement(null, null, "a".repeat(1001), null, null, "https://shop.test/u/a@b.test", null), null);
        assertThat(leftOut("user_agent")).isEqualTo(2);
        assertThat(leftOut("path")).isOne();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            OPT_IN,   -,       -,  NOT_ASKED
            OPT_IN,   maybe,   -,  NOT_ASKED
            OPT_IN,   granted, -,  GRANTED
            OPT_OUT,  -,       DE, ASSUMED
            OPT_OUT,  denied,  US, DENIED
            REGIONAL, -,       US, ASSUMED
            REGIONAL, -,       DE, NOT_ASKED
            REGIONAL, -,       -,  NOT_ASKED""")
    void a_visitor_who_has_not_answered_is_treated_as_consent_mode_says(
            Mode mode, String said, String country, Choice choice) {
        assertThat(visitors(mode)
                        .read(new Statement(said, null, null, null, null, null, null), country)
                        .visitor()
                        .choice())
                .isEqualTo(choice);
    }

    @Test
    void only_the_choice_may_be_stored_without_consent_and_logs_show_nothing_else() {
        VisitorContext context = visitors.read(
                new Statement("denied", "8.8.8.8", "Mozilla", null, null, "https://shop.test/a", null), null);

        assertThat(context.keepable())
                .isEqualTo(new VisitorContext(new Visitor(Choice.DENIED, null, null, null, null, null, null), null));
        assertThat(context.toString()).doesNotContain("8.8.8.8", "Mozilla", "shop.test");
    }

    private double leftOut(String field) {
        return registry.counter("shop.visitor.left.out", "field", field).count();
    }

    private StatedVisitors visitors(Mode mode) {
        return new StatedVisitors(new ConsentPolicy(new ConsentSettings(mode, "", List.of(), "")), registry);
    }
}
