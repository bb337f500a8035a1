package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;

/** A user of the console: a simple browser that keeps cookies, and sends forms with their token. */
final class ConsoleReader {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private String token = "";

    /** @param base address without a path */
    ConsoleReader(String base) {
        this.base = base;
    }

    /** An operator of a dispatcher that has the tests' own password. */
    static ConsoleReader signedIn(ConfigurableApplicationContext dispatcher) throws IOException, InterruptedException {
        ConsoleReader reader = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));
        reader.signIn("test", RunningDispatcher.PASSWORD);
        return reader;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "text/html, */*");
        for (int header = 0; header < headers.length; header += 2) {
            request.header(headers[header], headers[header + 1]);
        }
        return remembered(http.send(request.build(), BodyHandlers.ofString()));
    }

    String page(String path) throws IOException, InterruptedException {
        return get(path).body();
    }

    /** Sends a form with the token of the last page that had one. */
    HttpResponse<String> post(String path, String... fields) throws IOException, InterruptedException {
        return postTo(base + path, fields);
    }

    /** As above, to any address. */
    HttpResponse<String> postTo(String address, String... fields) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("_csrf=" + URLEncoder.encode(token, UTF_8));
        for (int field = 0; field < fields.length; field += 2) {
            form.append('&').append(fields[field]).append('=').append(URLEncoder.encode(fields[field + 1], UTF_8));
        }
        return remembered(http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString()))
                        .build(),
                BodyHandlers.ofString()));
    }

    HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        get("/sign-in");
        HttpResponse<String> answer = post("/sign-in", "username", name, "password", password);
        if (!answer.body().contains("_csrf")) {
            get("/config");
        }
        return answer;
    }

    void forgetToken() {
        token = "";
    }

    private HttpResponse<String> remembered(HttpResponse<String> answer) {
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }
}
