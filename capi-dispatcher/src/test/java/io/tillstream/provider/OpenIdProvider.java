package io.tillstream.provider;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** An OpenID Connect provider. Each user's password is the name of the user's group. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OpenIdProvider {

    public static final String CLIENT = "console";
    public static final String SECRET = "a-secret-of-the-console";

    /** @param redirect address to which it sends users back */
    public static ConfigurableApplicationContext start(int port, String redirect) {
        return new SpringApplicationBuilder(OpenIdProvider.class)
                .properties(
                        "spring.config.name=none",
                        "server.port=" + port,
                        "server.servlet.session.cookie.name=PROVIDER",
                        "provider.issuer=http://localhost:" + port,
                        "provider.redirect=" + redirect)
                .run();
    }

    @Bean
    SecurityFilterChain everything(HttpSecurity http) throws Exception {
        return http.oauth2AuthorizationServer(server -> server.oidc(withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(withDefaults())
                .build();
    }

    @Bean
    UserDetailsService people() {
        return new InMemoryUserDetailsManager(
                person("olga", "shop-operators"), person("ann", "shop-analysts"), person("eve", "accounting"));
    }

    private static org.springframework.security.core.userdetails.UserDetails person(String name, String group) {
        return User.withUsername(name)
                .password("{noop}" + group)
                .authorities(group)
                .build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> groups() {
        return token -> {
            if (OidcParameterNames.ID_TOKEN.equals(token.getTokenType().getValue())) {
                token.getClaims()
                        .claim(
                                "groups",
                                token.getPrincipal().getAuthorities().stream()
                                        .map(group -> String.valueOf(group.getAuthority()))
                                        .toList());
            }
        };
    }

    @Bean
    RegisteredClientRepository clients(Environment environment) {
        return new InMemoryRegisteredClientRepository(List.of(RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientSecret("{noop}" + SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(environment.getRequiredProperty("provider.redirect"))
                .scope("openid")
                .scope("profile")
                .build()));
    }

    @Bean
    AuthorizationServerSettings settings(Environment environment) {
        return AuthorizationServerSettings.builder()
                .issuer(environment.getRequiredProperty("provider.issuer"))
                .build();
    }

    /** Accepts its own tokens, with which a client asks for the user info. */
    @Bean
    JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
        return new ImmutableJWKSet<>(
                new JWKSet(new RSAKeyGenerator(2048).keyID("key").generate()));
    }
}
