package io.tillstream.shop;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The shop is in English and Japanese: by the last {@code ?lang=}, else by the browser's preference. */
@Configuration(proxyBeanMethods = false)
@ControllerAdvice
class Languages implements WebMvcConfigurer {

    private static final String PARAMETER = "lang";

    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver(PARAMETER);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieSameSite("Lax");
        resolver.setDefaultLocaleFunction(request -> known(request.getLocale()));
        resolver.setRejectInvalidCookies(false);
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor() {
            @Override
            protected @Nullable Locale parseLocaleValue(String value) {
                Locale asked = super.parseLocaleValue(value);
                return asked == null ? null : known(asked);
            }
        };
        change.setParamName(PARAMETER);
        change.setIgnoreInvalidLocale(true);
        change.setHttpMethods("GET");
        interceptors.addInterceptor(change);
    }

    /** Gives every page its address in the other language. */
    @ModelAttribute
    void other(Locale locale, Model model) {
        String other = locale.getLanguage().equals("ja") ? "en" : "ja";
        model.addAttribute("otherLanguage", other);
        model.addAttribute(
                "otherLanguageUrl",
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .scheme(null)
                        .host(null)
                        .port(null)
                        .replaceQueryParam(PARAMETER, other)
                        .build()
                        .toUriString());
    }

    /** English keeps its region, which sets the format of prices; any other language becomes English. */
    private static Locale known(Locale locale) {
        return switch (locale.getLanguage()) {
            case "ja" -> Locale.JAPAN;
            case "en" -> locale;
            default -> Locale.ENGLISH;
        };
    }
}
