package io.tillstream.shop.order;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.text.ParseException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages that were published of orders, with their customers sealed. */
@Component
public class Messages {

    private final JdbcClient jdbc;
    private final CustomerDataKeys keys;

    Messages(JdbcClient jdbc, SealSettings settings) {
        this.jdbc = jdbc;
        this.keys = settings.keys();
    }

    /** An order's message as it is on Kafka; empty before it is paid. */
    public Optional<byte[]> of(UUID orderId) {
        return jdbc.sql("select message from orders where id = ? and message is not null")
                .param(orderId)
                .query((row, index) -> row.getBytes(1))
                .optional();
    }

    /**
     * Opens what a dispatcher, or this shop, has sealed.
     *
     * @throws IllegalArgumentException when it is not sealed with one of our keys
     */
    public byte[] open(String jwe) {
        try {
            JWEObject sealed = JWEObject.parse(jwe);
            byte[] key = keys.openingKey(sealed.getHeader().getKeyID());
            if (key != null) {
                sealed.decrypt(new DirectDecrypter(key));
                return sealed.getPayload().toBytes();
            }
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("Sealed otherwise, or changed on the way", e);
        }
        throw new IllegalArgumentException("Not sealed with any of CUSTOMER_DATA_KEYS");
    }
}
