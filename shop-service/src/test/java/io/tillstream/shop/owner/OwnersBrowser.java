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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** A shop, and a browser in which its owner signs in. */
abstract class OwnersBrowser extends RunningShop {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    protected static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @LocalManagementPort
    private int managementPort;

    protected final HttpClient owner =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    protected static String basic(String signIn) {
        return "Basic " + Base64.getEncoder().encodeToString(signIn.getBytes(UTF_8));
    }

    protected String orderId(String session) {
        return jdbc.sql("select id::text from orders where stripe_session_id = ?")
                .param(session)
                .query(String.class)
                .single();
    }

    protected HttpResponse<String> signIn(String name, String password) throws Exception {
        return submit("/sign-in", "/sign-in", Map.of("username", name, "password", password));
    }

    protected HttpResponse<String> look(String path) throws Exception {
        return owner.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    /** Sends a form of a page, with the token that the page has. */
    protected HttpResponse<String> submit(String page, String path, Map<String, String> fields) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", token(page));
        return send(path, all);
    }

    protected HttpResponse<String> send(String path, Map<String, String> fields) throws Exception {
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

    protected HttpResponse<String> upload(String page, String path, Map<String, String> fields, byte[] file)
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

    protected String token(String page) throws Exception {
        Matcher token = TOKEN.matcher(look(page).body());
        assertThat(token.find()).as("a form on " + page).isTrue();
        return token.group(1);
    }

    protected URI at(String path) {
        return URI.create("http://localhost:" + managementPort + path);
    }

    /** A form of a new product, filled in. */
    protected static Map<String, String> product() {
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
}
