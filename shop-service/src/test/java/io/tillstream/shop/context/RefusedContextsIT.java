package io.tillstream.shop.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Which sites and bodies are refused. */
class RefusedContextsIT extends SiteVisits {

    @Autowired
    private Contexts contexts;

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            https://evil.test,          cross-site
            https://evil.test,          same-origin
            https://www.site.test.evil, cross-site
            http://www.site.test,       cross-site
            null,                       cross-site
            http://[,                   -
            -,                          none
            -,                          -""")
    void a_site_that_is_not_listed_is_refused(String origin, String fetchSite) throws Exception {
        HttpResponse<String> answer = fetchSite == null
                ? say(origin, body("\"granted\"", TOKEN, "null"))
                : say(origin, body("\"granted\"", TOKEN, "null"), "Sec-Fetch-Site", fetchSite);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(contexts.find(reference)).isEmpty();
    }

    @Test
    void a_listed_site_reaches_no_other_form_of_the_storefront() throws Exception {
        for (String path : List.of("/consent?granted=true", "/contexts/../checkout", "/checkout", "/v1/contexts")) {
            assertThat(say(path, "", Map.of("Origin", SITE, "Sec-Fetch-Site", "cross-site"))
                            .statusCode())
                    .isIn(400, 403);
        }
    }

    @Test
    void bodies_that_are_too_large_or_in_another_form_are_refused_with_a_sentence() throws Exception {
        assertThat(say(SITE, " ".repeat(4097)).statusCode()).isEqualTo(413);
        assertThat(say(SITE, " ".repeat(100_000)).statusCode()).isEqualTo(413);
        for (String body : List.of("", "no", "{}", body("7", TOKEN, "null"), body("null", "short", "null"))) {
            HttpResponse<String> answer = say(SITE, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isNotBlank();
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(SITE);
        }
        assertThat(say(SITE, body("null", TOKEN, "null").replace("ts_", "xx_")).statusCode())
                .isEqualTo(400);
        for (String page :
                List.of("https://other.test/", "http://www.site.test/", "https://www.site.test.evil/", "/mugs")) {
            assertThat(say(SITE, body("null", TOKEN, "null").replaceFirst("https://www.site.test/[^\"]*", page))
                            .body())
                    .contains("url must be a page of the site");
        }
        assertThat(say(SITE, body("null", TOKEN, "\"\\u0000\"")).statusCode()).isEqualTo(204);
        assertThat(say(SITE, body("null", TOKEN, "\"\\ud800\"")).statusCode()).isEqualTo(204);
    }

    /** -Dcontext.requests=1000000 sends more. */
    @Test
    void no_body_causes_an_error_of_the_server() throws Exception {
        Random random = new Random(17);
        Map<Integer, Integer> answers = new HashMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int count = 0; count < Integer.getInteger("context.requests", 2_000); count++) {
                HttpRequest request = HttpRequest.newBuilder(address("/contexts"))
                        .header("Origin", SITE)
                        .header(
                                "X-Forwarded-For",
                                "9." + count / 65_536 % 256 + "." + count / 256 % 256 + "." + count % 256)
                        .POST(BodyPublishers.ofByteArray(MutatedBodies.next(random)))
                        .build();
                answers.merge(client.send(request, BodyHandlers.discarding()).statusCode(), 1, Integer::sum);
            }
        }
        assertThat(answers.keySet()).contains(204, 400).isSubsetOf(204, 400, 413);
    }

    @Test
    void an_address_may_send_thirty_at_once_and_others_are_not_hindered() throws Exception {
        List<Integer> answers = new ArrayList<>();
        while (answers.size() < 200 && !answers.contains(429)) {
            answers.add(say(SITE, "{}").statusCode());
        }

        assertThat(answers).hasSizeGreaterThan(30).contains(429);
        assertThat(say(SITE, body("null", TOKEN, "null"), "X-Forwarded-For", "9.9.9.9")
                        .statusCode())
                .isEqualTo(204);
    }
}
