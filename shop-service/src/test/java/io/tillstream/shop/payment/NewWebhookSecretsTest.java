package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.Webhook;
import io.tillstream.platform.secret.SecretFiles;
import io.tillstream.shop.stripe.StripeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class NewWebhookSecretsTest {

    private static final String BODY = "{\"id\":\"evt_1\"}";

    private final WebhookSignature signature = new WebhookSignature(
            new StripeSettings(
                    "sk_test_x",
                    List.of("whsec_old"),
                    "https://api.stripe.com",
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(8)),
            Clock.systemUTC());

    @Test
    void a_webhook_with_a_rolled_secret_is_accepted_once_the_secret_is_in_the_file(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "whsec_old");
        SecretFiles files = new SecretFiles(new MockEnvironment()
                .withProperty("STRIPE_WEBHOOK_SECRET", "whsec_old")
                .withProperty("tillstream.secret-files.stripe-webhook-secret", file.toString()));
        var unused = new NewWebhookSecrets(files, signature);
        assertThat(verifies("whsec_old")).isTrue();
        assertThat(verifies("whsec_new")).isFalse();

        Files.writeString(file, "whsec_new, whsec_old\n");
        files.look();
        assertThat(verifies("whsec_new")).isTrue();
        assertThat(verifies("whsec_old")).isTrue();

        Files.writeString(file, "whsec_new\n");
        files.look();
        assertThat(verifies("whsec_old")).isFalse();
    }

    @Test
    void a_text_that_is_no_secret_changes_nothing() throws Exception {
        assertThatThrownBy(() -> signature.use("secret")).hasMessageContaining("must begin with whsec_");

        assertThat(verifies("whsec_old")).isTrue();
    }

    private boolean verifies(String secret) throws Exception {
        return signature.verifies(
                BODY, Webhook.Signature.generateSignatureHeader(BODY, secret, System.currentTimeMillis() / 1000));
    }
}
