package io.tillstream.dispatcher.access;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Analysts read, operators act. When no user is set up, an operator's password is printed in the log. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AccessRules {

    static final String ANALYST = "ANALYST";
    static final String OPERATOR = "OPERATOR";

    private static final RequestMatcher PART_OF_A_PAGE = request -> request.getHeader("HX-Request") != null;

    private static final String CONTENT_SECURITY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Spring Security would measure and trace each filter and permission of a request, which costs time and tells nobody anything. */
    @Bean
    static SecurityObservationSettings signInsOnly() {
        return SecurityObservationSettings.withDefaults()
                .shouldObserveAuthorizations(false)
                .build();
    }

    /**
     * Probes, scrapers and the shop cannot sign in; what they may request contains no readable personal data. A password that comes
     * all the same is not checked, as each check takes a part of a second of a processor.
     */
    @Bean
    @Order(0)
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return http.securityMatcher(new OrRequestMatcher(
                        paths.matcher(HttpMethod.GET, "/actuator/health/**"),
                        paths.matcher(HttpMethod.GET, "/actuator/info"),
                        paths.matcher(HttpMethod.GET, "/actuator/prometheus"),
                        paths.matcher("/disclosure")))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http) throws Exception {
        return http.securityMatcher("/actuator/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(OPERATOR))
                .csrf(csrf -> csrf.disable())
                .httpBasic(basic -> {})
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain console(HttpSecurity http, Access access) throws Exception {
        http.authorizeHttpRequests(requests -> {
                    requests.requestMatchers(
                                    "/webjars/**", "/console.css", "/console.js", "/mark.svg", "/sign-in", "/error")
                            .permitAll();
                    requests.requestMatchers(HttpMethod.GET)
                            .hasAnyRole(ANALYST, OPERATOR)
                            .anyRequest()
                            .hasRole(OPERATOR);
                })
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY))
                        .referrerPolicy(referrer -> referrer.policy(
                                org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter
                                        .ReferrerPolicy.NO_REFERRER)))
                // A request for a part of a page cannot show the sign-in form, and must not be the page after signing
                // in.
                .requestCache(cache -> cache.requestCache(wholePages()))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"));
        if (access.passwords()) {
            http.formLogin(
                    form -> form.loginPage("/sign-in").defaultSuccessUrl("/").failureUrl("/sign-in?error"));
        }
        if (access.openId()) {
            http.oauth2Login(openId -> openId.loginPage("/sign-in").defaultSuccessUrl("/"));
        }
        return http.exceptionHandling(denied -> denied.authenticationEntryPoint(wholePageToTheForm()))
                .build();
    }

    private static RequestCache wholePages() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(new NegatedRequestMatcher(new OrRequestMatcher(
                PART_OF_A_PAGE, request -> request.getRequestURI().equals("/pulse"))));
        return cache;
    }

    private static AuthenticationEntryPoint wholePageToTheForm() {
        AuthenticationEntryPoint form = new LoginUrlAuthenticationEntryPoint("/sign-in");
        return (request, response, denied) -> {
            if (PART_OF_A_PAGE.matches(request)) {
                response.setHeader("HX-Refresh", "true");
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            } else {
                form.commence(request, response, denied);
            }
        };
    }

    @Bean
    PasswordCheck passwordCheck(AccessSettings settings, Access access, SignIns signIns) {
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        List<UserDetails> people = new ArrayList<>();
        add(people, AccessSettings.passwords(settings.analysts()), ANALYST, encoder);
        add(people, AccessSettings.passwords(settings.operators()), OPERATOR, encoder);
        if (access.printed()) {
            add(people, Map.of(PrintedPassword.NAME, PrintedPassword.print()), OPERATOR, encoder);
        }
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(new InMemoryUserDetailsManager(people));
        passwords.setPasswordEncoder(encoder);
        return new PasswordCheck(passwords, signIns);
    }

    private static void add(
            List<UserDetails> people, Map<String, String> passwords, String role, PasswordEncoder encoder) {
        passwords.forEach((name, password) -> people.add(User.withUsername(name)
                .password(password.startsWith("{bcrypt}") ? password : encoder.encode(password))
                .roles(role)
                .build()));
    }

    /** With OpenID Connect, a user's groups decide the role. */
    @Bean
    GrantedAuthoritiesMapper groups(AccessSettings settings) {
        return authorities -> {
            Set<GrantedAuthority> mapped = new HashSet<>(authorities);
            for (GrantedAuthority authority : authorities) {
                if (authority instanceof OidcUserAuthority person) {
                    // Claims of the token, and those of the provider's user info.
                    Object groups = person.getAttributes().get(settings.groupsClaim());
                    String role = settings.role(groups instanceof Collection<?> several ? several : List.of());
                    if (role != null) {
                        mapped.add(new SimpleGrantedAuthority("ROLE_" + role));
                    }
                }
            }
            return mapped;
        };
    }
}
