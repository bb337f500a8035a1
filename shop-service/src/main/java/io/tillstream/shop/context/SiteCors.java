package io.tillstream.shop.context;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What pages of other origins may load from this server and send to it. Cookies are never part of it. */
@Configuration(proxyBeanMethods = false)
class SiteCors implements WebMvcConfigurer {

    private static final String SCRIPT = "/tillstream.js";

    private final SiteSettings site;

    SiteCors(SiteSettings site) {
        this.site = site;
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        String[] origins = site.origins().toArray(String[]::new);
        registry.addMapping(BrowserContexts.PATH)
                .allowedOrigins(origins)
                .allowedMethods("POST")
                .allowedHeaders();
        registry.addMapping("/v1/purchases")
                .allowedOrigins(origins)
                .allowedMethods("GET")
                .allowedHeaders();
        registry.addMapping(SCRIPT).allowedOrigins("*").allowedMethods("GET").allowedHeaders();
    }

    /** Its address has no digest of its content, so browsers look for a new version after an hour. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(SCRIPT)
                .addResourceLocations("classpath:/static/")
                .setCacheControl(CacheControl.maxAge(1, TimeUnit.HOURS).cachePublic());
    }
}
