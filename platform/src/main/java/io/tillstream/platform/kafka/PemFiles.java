package io.tillstream.platform.kafka;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Certificates for connections to Kafka. The files are read for every connection, so that new certificates need no restart;
 * while they cannot be read, the last good ones are used.
 */
final class PemFiles implements SslBundle {

    private static final Logger log = LoggerFactory.getLogger(PemFiles.class);

    private final KafkaSettings settings;
    private SslBundle last;
    private boolean bad;

    /** @throws IllegalArgumentException when the files cannot be used */
    PemFiles(KafkaSettings settings) {
        this.settings = settings;
        try {
            this.last = read();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "KAFKA_SSL_TRUST_CERTIFICATES, KAFKA_SSL_CERTIFICATE or KAFKA_SSL_PRIVATE_KEY cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private synchronized SslBundle now() {
        try {
            last = read();
            bad = false;
        } catch (RuntimeException e) {
            if (!bad) {
                bad = true;
                log.atWarn()
                        .addKeyValue("cause", String.valueOf(e.getMessage()))
                        .log(
                                "The certificates for Kafka cannot be read; the last good ones are used. Replace the files");
            }
        }
        return last;
    }

    private SslBundle read() {
        SslBundle bundle = SslBundle.of(new PemSslStoreBundle(
                store(settings.sslCertificate(), settings.sslPrivateKeyFile()),
                store(settings.sslTrustCertificates(), null)));
        // Loads the files.
        bundle.createSslContext();
        return bundle;
    }

    private static @Nullable PemSslStoreDetails store(@Nullable String certificates, @Nullable String key) {
        return certificates == null
                ? null
                : new PemSslStoreDetails(null, "file:" + certificates, key == null ? null : "file:" + key);
    }

    @Override
    public SslManagerBundle getManagers() {
        return now().getManagers();
    }

    @Override
    public SslStoreBundle getStores() {
        return now().getStores();
    }

    @Override
    public SslBundleKey getKey() {
        return SslBundleKey.NONE;
    }

    @Override
    public SslOptions getOptions() {
        return SslOptions.NONE;
    }

    @Override
    public String getProtocol() {
        return DEFAULT_PROTOCOL;
    }
}
