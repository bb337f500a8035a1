package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.traffic.HttpShopper;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.util.Map;

/** A shopper that buys as a test needs it. */
final class Shopper extends HttpShopper {

    /** Personal data of the tests' customers. Only Stripe may have it. */
    static final String EMAIL = "hidden.customer@personal.example";

    static final String PHONE = "+6591234567";
    static final String NAME = "Verysecret Nameperson";

    Shopper(Stack stack) {
        super(stack);
    }

    Shopper agrees() throws Exception {
        answers(true);
        return this;
    }

    Shopper refuses() throws Exception {
        answers(false);
        return this;
    }

    /** Buys one piece. Returns the id of the paid session. */
    String buys(String sku) throws Exception {
        String session = checksOut(sku);
        pays(session);
        return session;
    }

    String checksOut(String sku) throws Exception {
        return session(triesToCheckOut(sku));
    }

    void pays(String session) throws Exception {
        pays(session, "good", "at-once");
    }

    /**
     * @param card    an outcome of the stand-in's payment page, such as konbini
     * @param webhook how the webhook is delivered, such as lost
     */
    void pays(String session, String card, String webhook) throws Exception {
        pays(
                session,
                Map.of(
                        "card", card,
                        "webhook", webhook,
                        "email", EMAIL,
                        "phone", PHONE,
                        "name", NAME,
                        "city", "Singapore",
                        "country", "SG"));
    }

    /** @param percentOff 0 to 100 */
    void paysWithPromotion(String session, int percentOff) throws Exception {
        pays(session, Map.of("card", "good", "promotion", Integer.toString(percentOff), "email", EMAIL, "name", NAME));
    }

    /** The shop's answer to a checkout. */
    HttpResponse<String> triesToCheckOut(String sku) throws Exception {
        return takesToCheckout(sku);
    }

    HttpResponse<String> looks(String path) throws Exception {
        HttpResponse<String> page = looksAt(path);
        return page.statusCode() == HttpURLConnection.HTTP_SEE_OTHER
                ? looksAt(page.headers().firstValue("Location").orElseThrow())
                : page;
    }
}
