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

    /** One client serves all threads. Its own time-outs: stripe-java's are 30 s and 80 s, too long for a waiting shopper. */
    @Bean
    StripeClient stripeClient(StripeSettings settings) {
        // Before the first call: it would write an id into the home directory and send it along.
        Stripe.enableTelemetry = false;
        learnAnswers();
        return StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.apiBase())
                .setConnectTimeout(toIntExact(settings.connectTimeout().toMillis()))
                .setReadTimeout(toIntExact(settings.readTimeout().toMillis()))
                .setMaxNetworkRetries(1)
                .build();
    }

    /**
     * stripe-java finds out by reflection, over hundreds of classes, how to read an answer. Whoever asks first does so for
     * themselves, and dozens of them at once, as in a sale that is on at the start, would take more memory than there is.
     */
    private static void learnAnswers() {
        for (Class<?> answer : List.of(Session.class, PaymentIntent.class, Charge.class)) {
            var unused = ApiResource.INTERNAL_GSON.getAdapter(answer);
        }
        var unused = SessionCreateParams.builder().build().toMap();
    }
}
