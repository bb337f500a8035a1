package io.tillstream.platform.kafka;

import io.tillstream.platform.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * How this service signs in to Kafka, and which brokers it trusts. An empty value is one that is not set.
 *
 * @param securityProtocol     PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
 * @param saslMechanism        SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or OAUTHBEARER
 * @param saslUsername         name of this service at Kafka; with OAUTHBEARER its client id
 * @param saslPassword         its password, or client secret; null when it comes from the file
 * @param saslPasswordFile     file with the password instead; null for none
 * @param saslTokenUrl         where OAUTHBEARER gets its tokens; null with another mechanism
 * @param saslScope            scope of these tokens; null for none
 * @param sslTrustCertificates PEM file with the certificates that sign the brokers' ones; null for those of the JDK
 * @param sslCertificate       PEM file with this service's own certificate; null for none
 * @param sslPrivateKeyFile    PEM file with its private key; null for none
 */
@ConfigurationProperties("tillstream.kafka")
record KafkaSettings(
        @DefaultValue("PLAINTEXT") String securityProtocol,
        @DefaultValue("SCRAM-SHA-512") String saslMechanism,
        @Nullable String saslUsername,
        @Secret @Nullable String saslPassword,
        @Nullable String saslPasswordFile,
        @Nullable String saslTokenUrl,
        @Nullable String saslScope,
        @Nullable String sslTrustCertificates,
        @Nullable String sslCertificate,
        @Nullable String sslPrivateKeyFile) {

    static final String OAUTH = "OAUTHBEARER";

    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", OAUTH);
    private static final String PROTOCOL = "KAFKA_SECURITY_PROTOCOL";

    KafkaSettings {
        securityProtocol = StringUtils.hasText(securityProtocol) ? securityProtocol : "PLAINTEXT";
        saslMechanism = StringUtils.hasText(saslMechanism) ? saslMechanism : "SCRAM-SHA-512";
        saslUsername = set(saslUsername);
        saslPassword = set(saslPassword);
        saslPasswordFile = set(saslPasswordFile);
        saslTokenUrl = set(saslTokenUrl);
        saslScope = set(saslScope);
        sslTrustCertificates = set(sslTrustCertificates);
        sslCertificate = set(sslCertificate);
        sslPrivateKeyFile = set(sslPrivateKeyFile);
        Assert.isTrue(
                PROTOCOLS.contains(securityProtocol),
                PROTOCOL + " is '" + securityProtocol + "'; it must be one of " + String.join(", ", PROTOCOLS));
        Assert.isTrue(
                MECHANISMS.contains(saslMechanism),
                "KAFKA_SASL_MECHANISM is '" + saslMechanism + "'; it must be one of " + String.join(", ", MECHANISMS));
        if (securityProtocol.startsWith("SASL")) {
            needs("KAFKA_SASL_USERNAME", saslUsername, PROTOCOL + " is " + securityProtocol);
            Assert.isTrue(
                    saslPassword != null || saslPasswordFile != null,
                    "KAFKA_SASL_PASSWORD is missing: " + PROTOCOL + " is " + securityProtocol
                            + ". Set it, or name a file that holds it in KAFKA_SASL_PASSWORD_FILE");
        } else {
            unused("KAFKA_SASL_USERNAME", saslUsername, securityProtocol, "SASL_SSL");
            unused("KAFKA_SASL_PASSWORD", saslPassword, securityProtocol, "SASL_SSL");
            unused("KAFKA_SASL_PASSWORD_FILE", saslPasswordFile, securityProtocol, "SASL_SSL");
            unused("KAFKA_SASL_TOKEN_URL", saslTokenUrl, securityProtocol, "SASL_SSL");
        }
        Assert.isTrue(
                saslPassword == null || saslPasswordFile == null,
                "KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are both set. Unset one of them");
        Assert.isTrue(
                saslPassword == null || saslPassword.chars().noneMatch(Character::isISOControl),
                "KAFKA_SASL_PASSWORD contains a line break or another control character. Remove it");
        if (saslPasswordFile != null) {
            Assert.isTrue(
                    StringUtils.hasText(read("KAFKA_SASL_PASSWORD_FILE", saslPasswordFile)),
                    "KAFKA_SASL_PASSWORD_FILE is '" + saslPasswordFile + "', which is empty. Write the password to it");
        }
        if (saslMechanism.equals(OAUTH)) {
            needs("KAFKA_SASL_TOKEN_URL", saslTokenUrl, "KAFKA_SASL_MECHANISM is " + OAUTH);
        } else {
            Assert.isTrue(
                    saslTokenUrl == null && saslScope == null,
                    "KAFKA_SASL_TOKEN_URL or KAFKA_SASL_SCOPE is set, but KAFKA_SASL_MECHANISM is " + saslMechanism
                            + ". Unset them, or set it to " + OAUTH);
        }
        if (!securityProtocol.endsWith("SSL")) {
            unused("KAFKA_SSL_TRUST_CERTIFICATES", sslTrustCertificates, securityProtocol, "SSL or SASL_SSL");
            unused("KAFKA_SSL_CERTIFICATE", sslCertificate, securityProtocol, "SSL or SASL_SSL");
            unused("KAFKA_SSL_PRIVATE_KEY", sslPrivateKeyFile, securityProtocol, "SSL or SASL_SSL");
        }
        Assert.isTrue(
                (sslCertificate == null) == (sslPrivateKeyFile == null),
                "KAFKA_SSL_CERTIFICATE and KAFKA_SSL_PRIVATE_KEY belong together. Set both or none");
        pem("KAFKA_SSL_TRUST_CERTIFICATES", sslTrustCertificates, "CERTIFICATE-----");
        pem("KAFKA_SSL_CERTIFICATE", sslCertificate, "CERTIFICATE-----");
        pem("KAFKA_SSL_PRIVATE_KEY", sslPrivateKeyFile, "PRIVATE KEY-----");
    }

    private static @Nullable String set(@Nullable String value) {
        return StringUtils.hasText(value) ? value : null;
    }

    private static void needs(String name, @Nullable String value, String why) {
        Assert.isTrue(value != null, name + " is missing: " + why + ". Set it");
    }

    private static void unused(String name, @Nullable String value, String protocol, String better) {
        Assert.isTrue(
                value == null,
                name + " is set, but " + PROTOCOL + " is " + protocol + ", which does not use it. Set " + PROTOCOL
                        + " to " + better + ", or unset " + name);
    }

    private static void pem(String name, @Nullable String file, String end) {
        Assert.isTrue(
                file == null || read(name, file).contains(end),
                name + " is '" + file + "', which has no line with '" + end + "'. It must be a file in PEM format");
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    name + " is '" + file + "', which cannot be read. It must be the path of a file", e);
        }
    }

    boolean signsIn() {
        return securityProtocol.startsWith("SASL");
    }

    boolean encrypts() {
        return securityProtocol.endsWith("SSL");
    }

    /** The password now. Empty when nobody signs in. */
    String password() {
        if (saslPasswordFile != null) {
            return PasswordFromFile.read(Path.of(saslPasswordFile));
        }
        return saslPassword == null ? "" : saslPassword;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KafkaSettings[" + securityProtocol + ", " + saslMechanism + ", " + saslUsername + "]";
    }
}
