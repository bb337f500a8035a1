package io.tillstream.backing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** Signs tokens as an identity provider does, with a key of this process. */
final class Tokens {

    private static final KeyPair PAIR = pair();
    /** Kafka reads keys only from the addresses in this system property. */
    static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private Tokens() {}

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }

    /** Writes the public key to a file, and returns its address, from which Kafka may read then. */
    static String keys(Path folder) throws IOException {
        RSAPublicKey key = (RSAPublicKey) PAIR.getPublic();
        Path file = Files.writeString(
                folder.resolve("jwks.json"),
                "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"test\",\"n\":\""
                        + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}");
        String address = file.toUri().toString();
        String allowed = System.getProperty(ALLOWED);
        System.setProperty(ALLOWED, allowed == null ? address : allowed + "," + address);
        return address;
    }

    /** A token of a user, valid for ten minutes. */
    static String of(String user) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String content = text("{\"alg\":\"RS256\",\"kid\":\"test\"}".getBytes(UTF_8)) + "."
                + text(("{\"sub\":\"" + user + "\",\"iat\":" + now + ",\"exp\":" + (now + 600) + "}").getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(PAIR.getPrivate());
        signature.update(content.getBytes(UTF_8));
        return content + "." + text(signature.sign());
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        // Without the byte of the sign.
        return text(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
