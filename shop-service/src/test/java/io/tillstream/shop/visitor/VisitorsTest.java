package io.tillstream.shop.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.storefront.StorefrontSettings;
import io.tillstream.shop.visitor.ConsentSettings.Mode;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class VisitorsTest {

    private final StorefrontSettings storefront = new StorefrontSettings("https://shop.example.co.uk", true);
    private final ConsentSettings consent = new ConsentSettings(Mode.OPT_OUT, "", List.of(), "");
    private final VisitorCookies cookies = new VisitorCookies(storefront, consent);
    private final Visitors visitors = new Visitors(new ConsentPolicy(consent), cookies, storefront, Clock.systemUTC());

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
            8.8.8.8,                        8.8.8.8
            8.8.8.8:51234,                  8.8.8.8
            [2001:4860:4860::8888]:443,     2001:4860:4860::8888
            [2001:4860:4860::8888],         2001:4860:4860::8888
            2001:4860:4860::8888,           2001:4860:4860::8888
            ::ffff:8.8.8.8,                 8.8.8.8
            fe80::1%eth0,                   -
            fe80::1,                        -
            fd12:3456::1,                   -
            ::1,                            -
            10.0.0.7,                       -
            172.16.3.4,                     -
            192.168.1.1,                    -
            100.64.0.9,                     -
            127.0.0.1,                      -
            169.254.1.1,                    -
            0.0.0.0,                        -
            255.255.255.255,                -
            999.8.8.8,                      -
            unknown,                        -
            evil<script>,                   -
            example.com,                    -
            '',                             -""")
    void an_address_is_stored_without_port_or_not_at_all(String said, String kept) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(said);

        assertThat(visitors.read(request).ip()).isEqualTo(kept);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
            https://mail.test/u/jo@example.com,             https://mail.test/
            https://mail.test/am9AZXhhbXBsZS5jb20=,         https://mail.test/
            https://jo:secret@mail.test/inbox,              https://mail.test/
            https://News.Example.com:8443/a?b=c#d,          https://news.example.com:8443/
            https://www.google.com,                         https://www.google.com/
            https://shop.example.co.uk/cart,                -
            https://shop.example.co.uk.evil.example/,       https://shop.example.co.uk.evil.example/
            android-app://com.google.android.gm/,           -
            javascript:alert(1),                            -
            https://,                                       -
            about:blank,                                    -""")
    void only_the_site_of_the_referring_page_is_stored(String page, String kept) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.addHeader("Referer", page);

        assertThat(visitors.welcome(request, new MockHttpServletResponse()).referrer())
                .isEqualTo(kept);
    }

    @Test
    void a_full_address_in_an_older_cookie_is_reduced_to_its_site() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie("came_from", "https%3A%2F%2Fmail.test%2Fu%2Fjo%40example.com"));

        assertThat(visitors.read(request).referrer()).isEqualTo("https://mail.test/");
    }

    @Test
    void metas_cookies_are_removed_from_parent_domains_too() {
        MockHttpServletResponse response = new MockHttpServletResponse();

        cookies.forget(response);

        assertThat(response.getHeaders("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("_fbp=;"))
                .extracting(cookie -> cookie.replaceFirst(".*(Domain=[^;]*).*|.*", "$1"))
                .containsExactlyInAnyOrder("", "Domain=shop.example.co.uk", "Domain=example.co.uk", "Domain=co.uk");
    }

    @Test
    void us_states_are_recognised_by_code_and_by_name() {
        assertThat(UsState.of(" california ")).hasValue(UsState.CA);
        assertThat(UsState.of("de")).hasValue(UsState.DE);
        assertThat(UsState.of("District of Columbia")).hasValue(UsState.DC);
        assertThat(UsState.of("ZZ")).isEmpty();
        assertThat(UsState.of(null)).isEmpty();
        assertThat(Set.of(UsState.values()))
                .hasSize(51)
                .filteredOn(state -> state.metasNumber() > 0)
                .hasSize(14)
                .extracting(UsState::metasNumber)
                .doesNotHaveDuplicates();
        assertThat(UsState.DE.metasNumber()).isEqualTo(1007);
    }
}
