package io.tillstream.shop.visitor;

import io.tillstream.shop.visitor.Visitor.Choice;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Lets a controller method ask for the {@link Visitor}. */
@Component
class VisitorArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    static final String CHOICE_COOKIE = "consent";
    static final String ID_COOKIE = "visitor";

    /** Four segments, or five where Meta's parameter builder wrote them; anything else is not Meta's. */
    private static final Pattern META_ID =
            Pattern.compile("fb\\.\\d+\\.\\d{10,13}\\.[^.\\s]{1,500}(\\.[A-Za-z0-9_-]{2,8})?");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest http = (HttpServletRequest) request.getNativeRequest();
        return new Visitor(
                choice(http),
                cookie(http, ID_COOKIE, UUID),
                http.getRemoteAddr(),
                http.getHeader("User-Agent"),
                cookie(http, "_fbp", META_ID),
                cookie(http, "_fbc", META_ID));
    }

    private static Choice choice(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, CHOICE_COOKIE);
        return switch (cookie == null ? "" : cookie.getValue()) {
            case "granted" -> Choice.GRANTED;
            case "denied" -> Choice.DENIED;
            default -> Choice.NOT_ASKED;
        };
    }

    /** The cookie's value; null when it is absent or not of the form, as a visitor can write what they like. */
    private static @Nullable String cookie(HttpServletRequest request, String name, Pattern form) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie != null && form.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }
}
