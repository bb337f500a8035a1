package io.tillstream.dispatcher.access;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.stereotype.Component;

/** How users can sign in. */
@Component
public class Access {

    private static final String SIGN_IN =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/";

    private final boolean printed;
    private final boolean passwords;
    private final boolean openId;
    private final Map<String, String> openIdProviders = new TreeMap<>();

    Access(AccessSettings settings, ObjectProvider<ClientRegistrationRepository> openId) {
        if (openId.getIfAvailable() instanceof Iterable<?> registrations) {
            registrations.forEach(each -> {
                if (each instanceof ClientRegistration client) {
                    openIdProviders.put(client.getClientName(), SIGN_IN + client.getRegistrationId());
                }
            });
        }
        this.openId = !openIdProviders.isEmpty();
        boolean people = !settings.operators().isEmpty() || !settings.analysts().isEmpty();
        this.printed = !people && !this.openId;
        this.passwords = people || printed;
    }

    /** Whether nobody is set up, so that a password is made and printed. */
    boolean printed() {
        return printed;
    }

    public boolean passwords() {
        return passwords;
    }

    public boolean openId() {
        return openId;
    }

    /** Paths for signing in with OpenID Connect, by the provider's name; empty without OpenID Connect. */
    public Map<String, String> openIdProviders() {
        return openIdProviders;
    }
}
