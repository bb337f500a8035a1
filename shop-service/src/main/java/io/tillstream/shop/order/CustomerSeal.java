package io.tillstream.shop.order;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Seals a customer as a compact JWE (RFC 7516, direct encryption with A256GCM), so that no one who reads a topic meets them. */
@Component
class CustomerSeal {

    private final CustomerDataKeys keys;
    private final JsonMapper json;

    CustomerSeal(SealSettings settings, JsonMapper json) {
        this.keys = settings.keys();
        this.json = json;
    }

    /** @param content its JSON is what is sealed */
    String close(Object content) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(keys.sealingId())
                .build();
        JWEObject sealed = new JWEObject(header, new Payload(json.writeValueAsBytes(content)));
        try {
            sealed.encrypt(new DirectEncrypter(keys.sealingKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("A 256-bit key seals with A256GCM", e);
        }
        return sealed.serialize();
    }
}
