package io.tillstream.dispatcher.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.stereotype.Component;

/** What whoever asks may do. */
@Component
public class Access {

    /** Names by which a browser on this machine calls this machine; another may have been planted in the DNS. */
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Tomcat's mark of a request whose address is what a proxy says. */
    private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

    private static final String SIGN_IN =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/";

    private final boolean signInPossible;
    private final boolean passwords;
    private final boolean openId;
    private final Map<String, String> openIdProviders = new TreeMap<>();

    Access(AccessSettings settings, ObjectProvider<ClientRegistrationRepository> openId) {
        this.passwords = !settings.operators().isEmpty() || !settings.analysts().isEmpty();
        if (openId.getIfAvailable() instanceof Iterable<?> registrations) {
            registrations.forEach(each -> {
                if (each instanceof ClientRegistration client) {
                    openIdProviders.put(client.getClientName(), SIGN_IN + client.getRegistrationId());
                }
            });
        }
        this.openId = !openIdProviders.isEmpty();
        this.signInPossible = passwords || this.openId;
    }

    /** Whether anybody can sign in: else this machine may read, and nobody may act. */
    public boolean signInPossible() {
        return signInPossible;
    }

    public boolean passwords() {
        return passwords;
    }

    public boolean openId() {
        return openId;
    }

    /** Where to sign in with OpenID Connect, by the name of who vouches; empty without. */
    public Map<String, String> openIdProviders() {
        return openIdProviders;
    }

    /** Whether a request comes from this machine itself, and through no proxy, behind which everybody may stand. */
    static boolean local(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && LOCAL_NAMES.contains(request.getServerName())
                    && request.getAttribute(FORWARDED) == null
                    && request.getHeader("X-Forwarded-For") == null
                    && request.getHeader("Forwarded") == null;
        } catch (UnknownHostException e) {
            // An address that is none is nobody's here.
            return false;
        }
    }
}
