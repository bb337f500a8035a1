package io.tillstream.shop.payment;

import static java.lang.Math.toIntExact;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StripeClients {

    /** One client serves all threads. Its own time-outs: stripe-java's are 30 s and 80 s, too long for a waiting shopper. */
    @Bean
    StripeClient stripeClient(StripeSettings settings) {
        // Before the first call: it would write an id into the home directory and send it along.
        Stripe.enableTelemetry = false;
        return StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.apiBase())
                .setConnectTimeout(toIntExact(settings.connectTimeout().toMillis()))
                .setReadTimeout(toIntExact(settings.readTimeout().toMillis()))
                .setMaxNetworkRetries(1)
                .build();
    }
}
