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

/** How users can sign in, and which requests come from this machine. */
@Component
public class Access {

    /** Host names with which a browser on this machine addresses it. Any other name may be a DNS rebinding attack. */
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Tomcat's attribute of a request whose address was set by a proxy's header. */
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

    /** Whether any user can sign in. If not, this machine may read the console, and no one may act. */
    public boolean signInPossible() {
        return signInPossible;
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

    /** Whether a request comes from this machine, and not through a proxy, which could forward anyone's request. */
    static boolean local(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && LOCAL_NAMES.contains(request.getServerName())
                    && request.getAttribute(FORWARDED) == null
                    && request.getHeader("X-Forwarded-For") == null
                    && request.getHeader("Forwarded") == null;
        } catch (UnknownHostException e) {
            // Not a valid address.
            return false;
        }
    }
}
