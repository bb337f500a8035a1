package io.tillstream.shop.owner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

class OwnersPagesIT extends RunningShop {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @LocalManagementPort
    private int managementPort;

    private final HttpClient owner =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/orders", "/orders?state=HELD", "/products", "/products/new", "/pictures/x", "/whatever"})
    void nobody_sees_a_page_without_signing_in(String path) throws Exception {
        HttpResponse<String> answer = look(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in");
    }

    @Test
    void shoppers_do_not_meet_the_owners_pages() throws Exception {
        signIn("olga", "a long password");
        assertThat(get("/sign-in").statusCode()).isEqualTo(404);
        assertThat(get("/orders").body()).contains("Orders of this browser");
        assertThat(get("/").headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("JSESSIONID"));
    }

    @Test
    void probes_and_scrapers_need_no_password_and_what_changes_something_does() throws Exception {
        assertThat(look("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(look("/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(look("/actuator/heldorders").statusCode()).isEqualTo(401);
        assertThat(look("/actuator/reconciliation").statusCode()).isEqualTo(401);
    }

    @Test
    void four_wrong_passwords_and_the_right_one_open_the_pages() throws Exception {
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
    void a_strangers_file_is_refused_even_with_the_token_of_the_sign_in_form() throws Exception {
        assertThat(upload("/sign-in", "/products", product(), PNG).statusCode()).isEqualTo(403);
        assertThat(submit("/sign-in", "/products", Map.of()).statusCode())
                .as("another form leads to the sign-in")
                .isEqualTo(302);
    }

    @Test
    void a_wrong_password_opens_nothing_and_says_so() throws Exception {
        assertThat(signIn("guessed", "wrong wrong wrong")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/sign-in?error");
        assertThat(look("/sign-in?error").body()).contains("That did not work");
        assertThat(look("/orders").statusCode()).isEqualTo(302);
    }

    @Test
    void a_form_of_another_site_changes_nothing() throws Exception {
        signIn("olga", "a long password");

        assertThat(send("/products/enamel-mug/remove", Map.of()).statusCode()).isEqualTo(403);
        assertThat(get("/products/enamel-mug").statusCode()).isEqualTo(200);
    }

    @Test
    void an_order_is_found_with_its_money_and_where_to_send_it() throws Exception {
        String session = checkout("notebook");
        STRIPE.change(
                session,
                at -> ((tools.jackson.databind.node.ObjectNode) at)
                        .putObject("collected_information")
                        .putObject("shipping_details")
                        .put("name", "Jo Long")
                        .putObject("address")
                        .put("line1", "1 Quay Road")
                        .put("postal_code", "018956")
                        .put("city", "Singapore")
                        .put("country", "SG"));
        STRIPE.pay(session, 1600, "jo@example.com");
        completed(session);
        signIn("olga", "a long password");

        String list = look("/orders?q=" + session).body();
        assertThat(list).contains("SGD\u00a016.00", ">paid<", ">test<", "on its way");
        Matcher link = Pattern.compile("href=\"(/orders/[0-9a-f-]{36})\"").matcher(list);
        assertThat(link.find()).isTrue();
        String order = look(link.group(1)).body();
        assertThat(order)
                .contains("Dotted notebook", "jo@example.com", "1 Quay Road", "018956 Singapore", session)
                .doesNotContain("Release with");
    }

    @Test
    void a_held_order_is_compared_and_released_once() throws Exception {
        String session = checkout("enamel-mug");
        STRIPE.pay(session, 2200, "held@example.com");
        completed(session);
        assertThat(orderState(session)).isEqualTo("HELD");
        signIn("olga", "a long password");
        String path = "/orders/" + orderId(session);

        String before = look(path).body();
        assertThat(before).contains("Held:", "SGD\u00a011.00", "SGD\u00a022.00", "Release with");
        HttpResponse<String> released = submit(path, path + "/release", Map.of());
        assertThat(released.headers().firstValue("Location").orElseThrow()).endsWith("release=RELEASED");
        assertThat(orderState(session)).isEqualTo("PAID");
        assertThat(look(path + "?release=RELEASED").body())
                .contains("It is released")
                .doesNotContain("Release with");
        assertThat(submit("/orders", path + "/release", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("release=NOT_HELD");
        assertThat(jdbc.sql("select count(*) from outbox where key = ?")
                        .param(orderId(session))
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void a_new_product_is_on_the_shelf_with_its_picture_and_can_be_taken_off() throws Exception {
        signIn("olga", "a long password");
        Map<String, String> fields = product();
        assertThat(upload("/products/new", "/products", fields, PNG).statusCode())
                .isEqualTo(303);

        String page = get("/products/cork-mat").body();
        assertThat(page).contains("Cork mat", "19.50", "/pictures/");
        Matcher picture = Pattern.compile("/pictures/[0-9a-f]{32}").matcher(page);
        assertThat(picture.find()).isTrue();
        HttpResponse<byte[]> shown =
                browser.send(HttpRequest.newBuilder(address(picture.group())).build(), BodyHandlers.ofByteArray());
        assertThat(shown.body()).isEqualTo(PNG);
        assertThat(shown.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(shown.headers().allValues("Cache-Control")).containsExactly("max-age=31536000, public, immutable");
        assertThat(shown.headers().allValues("Set-Cookie")).isEmpty();
        fields.put("stock", "0");
        assertThat(upload("/products/cork-mat", "/products/cork-mat", fields, new byte[0])
                        .statusCode())
                .isEqualTo(303);
        assertThat(get("/products/cork-mat").body()).contains("Sold out", "/pictures/");
        submit("/products/cork-mat", "/products/cork-mat/remove", Map.of());
        assertThat(get("/products/cork-mat").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sku=Cork Mat=small letters",
                "sku=enamel-mug=already",
                "name==The name",
                "category==The category",
                "description==The description",
                "price=free=is no amount",
                "price=0=more than nothing",
                "price=1.234=more decimals than SGD",
                "currency=XX=no currency",
                "stock=many=The stock"
            })
    void what_cannot_be_saved_is_said_with_what_was_typed_still_there(String wrong) throws Exception {
        String[] field = wrong.split("=", -1);
        signIn("olga", "a long password");
        Map<String, String> fields = product();
        fields.put(field[0], field[1]);

        HttpResponse<String> answer = upload("/products/new", "/products", fields, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Nothing is saved yet", field[2], "Mat of cork");
        assertThat(get("/products/cork-mat").statusCode()).isEqualTo(404);
    }

    @Test
    void a_correction_of_the_text_does_not_undo_what_was_sold_meanwhile() throws Exception {
        signIn("olga", "a long password");
        Map<String, String> fields = product();
        fields.put("sku", "sold-mat");
        fields.put("stock", "7");
        upload("/products/new", "/products", fields, new byte[0]);
        jdbc.sql("update product set stock = 2 where sku = 'sold-mat'").update();

        fields.put("shown", "7");
        fields.put("name", "Corrected mat");
        assertThat(upload("/products", "/products/sold-mat", fields, new byte[0])
                        .statusCode())
                .isEqualTo(303);
        assertThat(stock("sold-mat")).isEqualTo(2);
        fields.put("stock", "9");
        HttpResponse<String> asked = upload("/products", "/products/sold-mat", fields, new byte[0]);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("the stock is 2 now", "name=\"shown\" value=\"2\"", "value=\"9\"");
        fields.put("shown", "2");
        assertThat(upload("/products", "/products/sold-mat", fields, new byte[0])
                        .statusCode())
                .isEqualTo(303);
        assertThat(stock("sold-mat")).isEqualTo(9);
        submit("/products", "/products/sold-mat/remove", Map.of());
    }

    @Test
    void a_picture_from_a_phone_that_is_too_large_is_said_so_with_what_was_typed_still_there() throws Exception {
        signIn("olga", "a long password");
        byte[] large = Arrays.copyOf(PNG, 6 << 20);

        HttpResponse<String> answer = upload("/products/new", "/products", product(), large);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("2 MB at most", "Mat of cork");
    }

    @Test
    void a_file_that_is_no_picture_is_not_kept_whatever_it_is_called() throws Exception {
        signIn("olga", "a long password");
        byte[] script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".getBytes(UTF_8);

        HttpResponse<String> answer = upload("/products/new", "/products", product(), script);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The picture is a PNG, JPEG or WebP");
    }

    private static Map<String, String> product() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("sku", "cork-mat");
        fields.put("name", "Cork mat");
        fields.put("category", "Kitchen");
        fields.put("description", fields.get("name").isEmpty() ? "" : "Mat of cork");
        fields.put("price", "19.5");
        fields.put("currency", "sgd");
        fields.put("stock", "");
        fields.put("nameJa", "コルクマット");
        fields.put("descriptionJa", "Mat of cork");
        return fields;
    }

    private int stock(String sku) {
        return jdbc.sql("select stock from product where sku = ?")
                .param(sku)
                .query(Integer.class)
                .single();
    }

    private static String basic(String signIn) {
        return "Basic " + Base64.getEncoder().encodeToString(signIn.getBytes(UTF_8));
    }

    private String orderId(String session) {
        return jdbc.sql("select id::text from orders where stripe_session_id = ?")
                .param(session)
                .query(String.class)
                .single();
    }

    private HttpResponse<String> signIn(String name, String password) throws Exception {
        return submit("/sign-in", "/sign-in", Map.of("username", name, "password", password));
    }

    private HttpResponse<String> look(String path) throws Exception {
        return owner.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    /** Sends a form of a page, with the token that the page has. */
    private HttpResponse<String> submit(String page, String path, Map<String, String> fields) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", token(page));
        return send(path, all);
    }

    private HttpResponse<String> send(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return owner.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> upload(String page, String path, Map<String, String> fields, byte[] file)
            throws Exception {
        StringBuilder parts = new StringBuilder();
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", token(page));
        all.forEach((name, value) -> parts.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        parts.append("--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"mat.png\"\r\n\r\n");
        return owner.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(parts.toString()),
                                BodyPublishers.ofByteArray(file),
                                BodyPublishers.ofString("\r\n--b--\r\n")))
                        .build(),
                BodyHandlers.ofString());
    }

    private String token(String page) throws Exception {
        Matcher token = TOKEN.matcher(look(page).body());
        assertThat(token.find()).as("a form on " + page).isTrue();
        return token.group(1);
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + managementPort + path);
    }
}
