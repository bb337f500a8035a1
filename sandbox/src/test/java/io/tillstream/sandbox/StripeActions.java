package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.sandbox.stack.Stack;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Actions at the stand-in for Stripe, and requests of an operator to the shop. */
final class StripeActions {

    private final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    StripeActions(Stack stack) {
        this.stack = stack;
    }

    /** Ends a pending konbini voucher or bank debit. */
    void ends(String session, boolean succeeds) throws Exception {
        act("/sessions/" + session + "/pay-later", Map.of("succeeds", Boolean.toString(succeeds)));
    }

    void refunds(String session) throws Exception {
        act("/sessions/" + session + "/refund", Map.of());
    }

    void expires(String session) throws Exception {
        act("/sessions/" + session + "/expire", Map.of());
    }

    /** @param name webhooks or api */
    void switches(String name, String to) throws Exception {
        act("/switches", Map.of(name, to));
    }

    /** Returns the id of the session. */
    String sellsForAnotherShop() throws Exception {
        return act("/foreign", Map.of()).headers().firstValue("Sandbox-Id").orElseThrow();
    }

    /** GET of the shop's management port. */
    String shop(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(management(path))
                                .header("Authorization", owner())
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** POST to the shop's management port. */
    HttpResponse<String> postToShop(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(management(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", owner())
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private String owner() {
        String signIn = Stack.OPERATOR + ":" + stack.operatorPassword();
        return "Basic " + Base64.getEncoder().encodeToString(signIn.getBytes(UTF_8));
    }

    private URI management(String path) {
        return URI.create(Stack.url(stack.ports().shopManagement()) + path);
    }

    private HttpResponse<String> act(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(Stack.url(stack.ports().stripe()) + "/sandbox" + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
