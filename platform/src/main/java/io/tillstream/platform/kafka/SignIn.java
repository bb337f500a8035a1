package io.tillstream.platform.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** The properties of Kafka's clients by which they sign in. */
final class SignIn {

    /** Kafka's clients fetch tokens only from addresses in this system property. */
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private SignIn() {}

    /** Empty when nobody signs in. */
    static Map<String, String> properties(KafkaSettings settings) {
        if (!settings.signsIn()) {
            return Map.of();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(SaslConfigs.SASL_MECHANISM, settings.saslMechanism());
        String username = Objects.requireNonNull(settings.saslUsername());
        if (settings.saslMechanism().equals(KafkaSettings.OAUTH)) {
            String url = Objects.requireNonNull(settings.saslTokenUrl());
            allow(url);
            properties.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, url);
            properties.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID, username);
            properties.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET, settings.password());
            if (settings.saslScope() != null) {
                properties.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE, settings.saslScope());
            }
            properties.put(
                    SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthBearerLoginCallbackHandler.class.getName());
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(OAuthBearerLoginModule.class, Map.of()));
            return properties;
        }
        Class<?> module =
                settings.saslMechanism().startsWith("SCRAM") ? ScramLoginModule.class : PlainLoginModule.class;
        String file = settings.saslPasswordFile();
        if (file == null) {
            properties.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    jaas(module, Map.of(PasswordFromFile.USERNAME, username, "password", settings.password())));
        } else {
            properties.put(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, PasswordFromFile.class.getName());
            properties.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    jaas(module, Map.of(PasswordFromFile.USERNAME, username, PasswordFromFile.FILE, file)));
        }
        return properties;
    }

    private static synchronized void allow(String url) {
        String allowed = System.getProperty(ALLOWED, "");
        if (!List.of(allowed.split(",")).contains(url)) {
            System.setProperty(ALLOWED, allowed.isEmpty() ? url : allowed + "," + url);
        }
    }

    private static String jaas(Class<?> module, Map<String, String> options) {
        return module.getName() + " required"
                + options.entrySet().stream()
                        .map(option -> " " + option.getKey() + "=" + quoted(option.getValue()))
                        .collect(Collectors.joining())
                + ";";
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
