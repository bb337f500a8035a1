package io.tillstream.shop.storefront;

import io.tillstream.platform.secret.SecretFiles;
import org.springframework.stereotype.Component;

/** Signs cookies with new keys once they are in the file. */
@Component
class NewCookieSecrets {

    NewCookieSecrets(SecretFiles files, SignedCookies cookies) {
        files.watch("CUSTOMER_DATA_KEYS", cookies::use);
    }
}
