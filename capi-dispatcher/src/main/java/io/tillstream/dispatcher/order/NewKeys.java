package io.tillstream.dispatcher.order;

import io.tillstream.platform.secret.SecretFiles;
import org.springframework.stereotype.Component;

/** Gives the seal new keys once they are in the file, so that orders held for want of a key are sent without a restart. */
@Component
class NewKeys {

    NewKeys(SecretFiles files, CustomerSeal seal) {
        files.watch("CUSTOMER_DATA_KEYS", seal::use);
    }
}
