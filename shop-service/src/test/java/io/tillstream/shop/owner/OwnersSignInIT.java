package io.tillstream.shop.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersSignInIT extends OwnersBrowser {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/orders", "/orders?state=HELD", "/products", "/products/new", "/pictures/x", "/whatever"})
    void nobody_sees_a_page_without_signing_in(String path) throws Exception {
        HttpResponse<String> answer = look(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in");
    }

    @Test
    void the_owners_pages_do_not_exist_on_the_storefront() throws Exception {
        signIn("olga", "a long password");
        assertThat(get("/sign-in").statusCode()).isEqualTo(404);
        assertThat(get("/orders").body()).contains("Orders of this browser");
        assertThat(get("/").headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("JSESSIONID"));
    }

    @Test
    void probes_and_scrapers_need_no_password_and_other_endpoints_do() throws Exception {
        assertThat(look("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(look("/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(look("/actuator/heldorders").statusCode()).isEqualTo(401);
        assertThat(look("/actuator/reconciliation").statusCode()).isEqualTo(401);
    }

    @Test
    void filters_and_permissions_are_not_measured() throws Exception {
        look("/sign-in");
        assertThat(look("/actuator/prometheus").body())
                .contains("http_server_requests")
                .doesNotContain("spring_security_filterchains", "spring_security_authorizations");
    }

    @Test
    void the_right_password_works_after_four_wrong_ones() throws Exception {
        for (int time = 0; time < 4; time++) {
            signIn("olga", "wrong wrong wrong");
        }
        assertThat(signIn("olga", "a long password")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/orders");
        assertThat(look("/orders").statusCode()).isEqualTo(200);
    }

    @Test
    void after_five_wrong_passwords_the_right_one_is_refused_too_whatever_address_a_header_claims() throws Exception {
        for (int time = 0; time < 8; time++) {
            HttpResponse<String> answer = owner.send(
                    HttpRequest.newBuilder(at("/actuator/heldorders"))
                            .header("X-Forwarded-For", "203.0.113." + time)
                            .header("Authorization", basic("petra:guess number " + time))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        HttpResponse<String> right = owner.send(
                HttpRequest.newBuilder(at("/actuator/heldorders"))
                        .header("X-Forwarded-For", "203.0.113.99")
                        .header("Authorization", basic("petra:another long password"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(right.statusCode()).isEqualTo(401);
    }

    @Test
    void a_wrong_password_opens_nothing_and_says_so() throws Exception {
        assertThat(signIn("guessed", "wrong wrong wrong")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/sign-in?error");
        assertThat(look("/sign-in?error").body()).contains("Wrong name or password");
        assertThat(look("/orders").statusCode()).isEqualTo(302);
    }

    @Test
    void a_form_from_another_site_changes_nothing() throws Exception {
        signIn("olga", "a long password");

        assertThat(send("/products/enamel-mug/remove", Map.of()).statusCode()).isEqualTo(403);
        assertThat(get("/products/enamel-mug").statusCode()).isEqualTo(200);
    }

    @Test
    void an_upload_without_sign_in_is_refused_even_with_the_token_of_the_sign_in_form() throws Exception {
        assertThat(upload("/sign-in", "/products", product(), PNG).statusCode()).isEqualTo(403);
        assertThat(submit("/sign-in", "/products", Map.of()).statusCode())
                .as("another form leads to the sign-in")
                .isEqualTo(302);
    }
}
