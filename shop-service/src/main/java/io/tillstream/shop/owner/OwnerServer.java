package io.tillstream.shop.owner;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import io.tillstream.shop.catalog.Picture;
import jakarta.servlet.MultipartConfigElement;
import java.net.URI;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * The owner's pages and their sign-in, on the management port. That port has an application context of its own, so neither
 * exists on the storefront's port. Boot finds this class by META-INF/spring; without {@code @Configuration} the storefront's
 * component scan does not.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
@EnableWebSecurity
class OwnerServer {

    private static final String CONTENT_SECURITY = "default-src 'none'; style-src 'self'; img-src 'self' data:;"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Bytes of a file that is read at all. A picture above {@link Picture#LARGEST} gets a message on the form. */
    private static final int LARGEST_FILE = 16 << 20;

    @Bean
    OwnerSignIn ownerSignIn(OwnerSettings settings) {
        return new OwnerSignIn(settings);
    }

    /** Spring Security would measure and trace each filter and permission of a request, which costs time and tells nobody anything. */
    @Bean
    static SecurityObservationSettings signInsOnly() {
        return SecurityObservationSettings.withDefaults()
                .shouldObserveAuthorizations(false)
                .build();
    }

    /** Probes and scrapers cannot sign in. They read no personal data. */
    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http) throws Exception {
        return http.securityMatcher("/actuator/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/actuator/health/**", "/actuator/info", "/actuator/prometheus")
                        .permitAll()
                        .anyRequest()
                        .hasRole(OwnerSignIn.OWNER))
                .csrf(csrf -> csrf.disable())
                .httpBasic(basic -> {})
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain owners(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers("/sign-in", "/shop.css", "/art/**", "/error")
                                .permitAll()
                                .anyRequest()
                                .hasRole(OwnerSignIn.OWNER))
                .addFilterBefore(new NoUploadWithoutSignIn(), CsrfFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .formLogin(form -> form.loginPage("/sign-in").defaultSuccessUrl("/orders"))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"))
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> ownersPages(OwnersOrders orders, OwnersProducts products) {
        return route().GET(
                        "/",
                        request ->
                                ServerResponse.seeOther(URI.create("/orders")).build())
                .GET("/sign-in", orders::signIn)
                .GET("/orders", orders::list)
                .GET("/orders/{id}", orders::one)
                .POST("/orders/{id}/release", orders::release)
                .GET("/products", products::list)
                .GET("/products/new", products::blank)
                .GET("/products/{sku}", products::one)
                .POST("/products", products::create)
                .POST("/products/{sku}", products::change)
                .POST("/products/{sku}/remove", products::remove)
                .GET("/pictures/{digest}", products::picture)
                .resources("/art/**", new ClassPathResource("static/art/"))
                .resources("/shop.css", new ClassPathResource("static/"))
                .build();
    }

    @Bean
    RouterFunctionMapping routerFunctionMapping() {
        return new RouterFunctionMapping();
    }

    @Bean
    HandlerFunctionAdapter handlerFunctionAdapter() {
        return new HandlerFunctionAdapter();
    }

    /** For a product's picture. */
    @Bean
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver();
    }

    /**
     * Boot configures uploads only for the storefront's servlet. And the storefront trusts the address in a proxy's header;
     * here that would let a password guesser claim another address with each attempt.
     */
    @Bean
    static BeanPostProcessor ownersTomcat() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DispatcherServletRegistrationBean servlet) {
                    servlet.setMultipartConfig(new MultipartConfigElement("", LARGEST_FILE, 2L * LARGEST_FILE, 0));
                }
                if (bean instanceof TomcatServletWebServerFactory tomcat) {
                    tomcat.getEngineValves().removeIf(RemoteIpValve.class::isInstance);
                }
                return bean;
            }
        };
    }
}
