package io.tillstream.shop.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.visitor.ConsentSettings.Mode;
import io.tillstream.shop.visitor.Visitor.Choice;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ConsentPolicyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", useHeadersInDisplayName = true, textBlock = """
            mode,     country, answer,  privacy control, choice
            OPT_IN,   -,       -,       -,               NOT_ASKED
            OPT_IN,   US,      -,       -,               NOT_ASKED
            OPT_IN,   -,       granted, -,               GRANTED
            OPT_IN,   -,       denied,  -,               DENIED
            OPT_IN,   -,       perhaps, -,               NOT_ASKED
            OPT_OUT,  DE,      -,       -,               ASSUMED
            OPT_OUT,  DE,      denied,  -,               DENIED
            REGIONAL, DE,      -,       -,               NOT_ASKED
            REGIONAL, gb,      -,       -,               NOT_ASKED
            REGIONAL, CH,      -,       -,               NOT_ASKED
            REGIONAL, US,      -,       -,               ASSUMED
            REGIONAL, RE,      -,       -,               NOT_ASKED
            REGIONAL, AX,      -,       -,               NOT_ASKED
            REGIONAL, GP,      -,       -,               NOT_ASKED
            REGIONAL, SG,      -,       -,               ASSUMED
            REGIONAL, XX,      -,       -,               NOT_ASKED
            REGIONAL, T1,      -,       -,               NOT_ASKED
            REGIONAL, -,       -,       -,               NOT_ASKED
            REGIONAL, US,      denied,  -,               DENIED
            OPT_OUT,  US,      -,       1,               DENIED_BY_BROWSER
            OPT_IN,   -,       granted, 1,               DENIED_BY_BROWSER
            OPT_OUT,  US,      -,       0,               ASSUMED""")
    void choice_follows_the_answer_or_the_rule_of_the_country(
            Mode mode, String country, String answer, String control, Choice choice) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (country != null) {
            request.addHeader("CF-IPCountry", country);
        }
        if (answer != null) {
            request.setCookies(new Cookie("consent", answer));
        }
        if (control != null) {
            request.addHeader("Sec-GPC", control);
        }

        assertThat(new ConsentPolicy(new ConsentSettings(mode, "CF-IPCountry", List.of(), "")).choice(request))
                .isEqualTo(choice);
    }
}
