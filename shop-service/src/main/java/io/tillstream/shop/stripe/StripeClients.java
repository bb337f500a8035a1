package io.tillstream.shop.stripe;

import static java.lang.Math.toIntExact;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import com.stripe.param.checkout.SessionCreateParams;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StripeClients {

    /** One client for all threads. stripe-java's default time-outs, 30 s and 80 s, are too long for a waiting shopper. */
    @Bean
    StripeClient stripeClient(StripeSettings settings) {
        // Before the first call, which would write an id into the home directory and send it to Stripe.
        Stripe.enableTelemetry = false;
        buildAdapters();
        return StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.apiBase())
                .setConnectTimeout(toIntExact(settings.connectTimeout().toMillis()))
                .setReadTimeout(toIntExact(settings.readTimeout().toMillis()))
                .setMaxNetworkRetries(1)
                .build();
    }

    /**
     * Builds stripe-java's JSON adapters at start. They need reflection over hundreds of classes, which dozens of first requests
     * at once would each repeat, and run out of memory.
     */
    private static void buildAdapters() {
        for (Class<?> answer : List.of(Session.class, PaymentIntent.class, Charge.class)) {
            var unused = ApiResource.INTERNAL_GSON.getAdapter(answer);
        }
        var unused = SessionCreateParams.builder().build().toMap();
    }
}
