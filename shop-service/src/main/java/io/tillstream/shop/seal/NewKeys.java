package io.tillstream.shop.seal;

import io.tillstream.platform.secret.SecretFiles;
import org.springframework.stereotype.Component;

/** Gives the seal new keys once they are in the file. */
@Component
class NewKeys {

    NewKeys(SecretFiles files, CustomerSeal seal) {
        files.watch("CUSTOMER_DATA_KEYS", seal::use);
    }
}
