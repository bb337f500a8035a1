package io.tillstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.Executors;

/** A program in place of Stripe's API: every session is complete and paid, and every list but that of its lines is empty. */
final class FakeStripe {

    private static final String SESSIONS = "/v1/checkout/sessions/";

    private FakeStripe() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", FakeStripe::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getRequestBody().readAllBytes();
        byte[] body = json(path).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String json(String path) {
        if (path.endsWith("/line_items")) {
            return list("""
                    {"id":"li_1","object":"item","quantity":2,"description":"Enamel mug","currency":"sgd",
                    "amount_subtotal":2200,"price":{"id":"price_1","object":"price","unit_amount":1100,"currency":"sgd",
                    "product":{"id":"prod_1","object":"product","metadata":{"sku":"enamel-mug"}}}}""");
        }
        return path.startsWith(SESSIONS) ? session(path.substring(SESSIONS.length())) : list("");
    }

    private static String list(String data) {
        return "{\"object\":\"list\",\"url\":\"/\",\"has_more\":false,\"data\":[" + data + "]}";
    }

    /** @param id such as cs_test_1; its payment has the same number */
    private static String session(String id) {
        String intent = id.replace("cs_test_", "pi_");
        long now = Instant.now().getEpochSecond();
        return """
                {"id":"%s","object":"checkout.session","mode":"payment","status":"complete","payment_status":"paid",
                "amount_subtotal":2200,"amount_total":2200,"currency":"sgd","livemode":false,"created":%d,"metadata":{},
                "total_details":{"amount_discount":0,"amount_shipping":0,"amount_tax":0},
                "customer_details":{"email":"shopper@example.com","name":"Ava Tan","phone":"+6561234567",
                "address":{"city":"Singapore","country":"SG","line1":"1 Road","postal_code":"049178"}},
                "payment_intent":{"id":"%s","object":"payment_intent","status":"succeeded","amount":2200,
                "amount_received":2200,"currency":"sgd","livemode":false,"created":%d,"metadata":{},
                "latest_charge":{"id":"ch_%s","object":"charge","created":%d,"amount":2200,"amount_refunded":0,
                "refunded":false,"disputed":false,"currency":"sgd","livemode":false,"paid":true,"status":"succeeded",
                "payment_intent":"%s"}}}""".formatted(id, now, intent, now, intent, now, intent);
    }
}
