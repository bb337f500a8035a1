package io.tillstream.shop.catalog;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the pictures that the owner uploaded. A router function, not a controller: controllers' advice would set the
 * visitor's cookies, and this answer is for shared caches.
 */
@Configuration(proxyBeanMethods = false)
class Pictures {

    private static final String FOR_EVER = String.valueOf(
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable().getHeaderValue());

    @Bean
    RouterFunction<ServerResponse> productPictures(Assortment assortment) {
        return route().GET("/pictures/{digest}", request -> picture(request, assortment))
                .build();
    }

    private static ServerResponse picture(ServerRequest request, Assortment assortment) {
        return assortment
                .picture(request.pathVariable("digest"))
                .map(picture -> ServerResponse.ok().build((asked, answer) -> {
                    // Replaces the header that SecurityHeaders sets on all pages.
                    answer.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
                    answer.setContentType(picture.type());
                    answer.setContentLength(picture.bytes().length);
                    answer.getOutputStream().write(picture.bytes());
                    return null;
                }))
                .orElseGet(() -> ServerResponse.notFound().build());
    }
}
