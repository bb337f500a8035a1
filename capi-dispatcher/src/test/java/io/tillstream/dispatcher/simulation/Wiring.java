package io.tillstream.dispatcher.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Makes the real classes by their one constructor, as Spring would, in a thousandth of the time. */
final class Wiring {

    private final Binder settings;
    private final List<Object> made = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();

    private record Named(String name, Object bean) {}

    Wiring(Map<String, String> settings) {
        this.settings = new Binder(new MapConfigurationPropertySource(settings));
    }

    /** What is not made here. */
    void give(Object... beans) {
        made.addAll(List.of(beans));
    }

    /** What a parameter of this name gets, where several beans would do. */
    void give(String name, Object bean) {
        named.add(new Named(name, bean));
    }

    Object make(String type) {
        try {
            return make(Class.forName("io.tillstream.dispatcher." + type));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T make(Class<T> type) {
        for (Object bean : made) {
            if (type.isInstance(bean)) {
                return type.cast(bean);
            }
        }
        ConfigurationProperties properties = type.getAnnotation(ConfigurationProperties.class);
        T bean = properties == null ? construct(type) : settings.bindOrCreate(properties.value(), type);
        made.add(bean);
        return bean;
    }

    private <T> T construct(Class<T> type) {
        if (!type.getName().startsWith("io.tillstream.")) {
            throw new IllegalStateException(type + " has to be given");
        }
        Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                .max((one, other) -> Integer.compare(one.getParameterCount(), other.getParameterCount()))
                .orElseThrow(() -> new IllegalStateException(type + " has no constructor"));
        constructor.setAccessible(true);
        Object[] arguments = Arrays.stream(constructor.getParameters())
                .map(parameter -> named.stream()
                        .filter(each -> each.name().equals(parameter.getName())
                                && parameter.getType().isInstance(each.bean()))
                        .map(Named::bean)
                        .findFirst()
                        .orElseGet(() -> parameter.getParameterizedType() instanceof ParameterizedType list
                                        && parameter.getType() == List.class
                                ? List.of()
                                : make(parameter.getType())))
                .toArray();
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot make " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make " + type, e);
        }
    }

    /** Calls a method by its name, whoever may see it; what it throws is thrown on. */
    static Object call(Object on, String name, Object... arguments) {
        Method method = Arrays.stream(on.getClass().getDeclaredMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(on.getClass() + " has no method " + name));
        method.setAccessible(true);
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
