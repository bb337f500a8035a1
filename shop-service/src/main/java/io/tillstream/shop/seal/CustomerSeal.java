package io.tillstream.shop.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Seals personal data as a compact JWE (RFC 7516, direct encryption with A256GCM), so that readers of a topic see none of it. */
@Component
public class CustomerSeal {

    private volatile CustomerDataKeys keys;
    private final JsonMapper json;

    CustomerSeal(SealSettings settings, JsonMapper json) {
        this.keys = settings.keys();
        this.json = json;
    }

    /**
     * Uses other keys from now on.
     *
     * @throws IllegalArgumentException when they have another form; then the former ones stay
     */
    void use(String customerDataKeys) {
        keys = CustomerDataKeys.parse(customerDataKeys);
    }

    /** Seals the JSON of an object with the first key. Sealed twice, the same object gives two different texts. */
    public String close(Object content) {
        CustomerDataKeys now = keys;
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(now.sealingId())
                .build();
        JWEObject sealed = new JWEObject(header, new Payload(json.writeValueAsBytes(content)));
        try {
            sealed.encrypt(new DirectEncrypter(now.sealingKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("A 256-bit key seals with A256GCM", e);
        }
        return sealed.serialize();
    }

    /**
     * Opens what a dispatcher or this shop has sealed.
     *
     * @return the JSON in UTF-8
     * @throws IllegalArgumentException when none of our keys opens it
     */
    public byte[] open(String jwe) {
        try {
            JWEObject sealed = JWEObject.parse(jwe);
            byte[] key = keys.openingKey(sealed.getHeader().getKeyID());
            if (key != null) {
                sealed.decrypt(new DirectDecrypter(key));
                return sealed.getPayload().toBytes();
            }
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Nimbus throws a NullPointerException for a header without "enc".
            throw new IllegalArgumentException("Not a valid JWE of ours, or altered after sealing", e);
        }
        throw new IllegalArgumentException("Sealed with a key that is not in CUSTOMER_DATA_KEYS");
    }
}
