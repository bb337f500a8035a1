package io.tillstream.shop.payment;

import io.tillstream.platform.secret.SecretFiles;
import org.springframework.stereotype.Component;

/** Accepts webhooks with new signing secrets once they are in the file. */
@Component
class NewWebhookSecrets {

    NewWebhookSecrets(SecretFiles files, WebhookSignature signature) {
        files.watch("STRIPE_WEBHOOK_SECRET", signature::use);
    }
}
