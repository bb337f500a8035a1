package io.tillstream.dispatcher.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ClassUtils;

/** Creates the real classes by their constructors like Spring, in a thousandth of the time. */
final class Wiring {

    /** Bound settings, which thousands of instances share. */
    private static final Map<Bound, Object> BOUND = new ConcurrentHashMap<>();

    private static final Map<Call, Method> METHODS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Made> CONSTRUCTORS = new ConcurrentHashMap<>();

    private final Map<String, String> settings;
    private final List<Object> made = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();

    private record Named(String name, Object bean) {}

    private record Bound(Class<?> type, Map<String, String> settings) {}

    private record Call(Class<?> type, String name, int arguments) {}

    private record Made(Constructor<?> constructor, Parameter[] parameters) {}

    Wiring(Map<String, String> settings) {
        this.settings = settings;
    }

    /** Adds beans that are not created here. */
    void give(Object... beans) {
        made.addAll(List.of(beans));
    }

    /** Sets the bean for parameters of a name, where several beans have the type. */
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
        T bean = properties == null ? construct(type) : type.cast(bound(properties.value(), type));
        made.add(bean);
        return bean;
    }

    private Object bound(String prefix, Class<?> type) {
        return BOUND.computeIfAbsent(
                new Bound(type, settings),
                key -> new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type));
    }

    private static Made constructor(Class<?> type) {
        if (!type.getName().startsWith("io.tillstream.")) {
            throw new IllegalStateException(type + " has to be given");
        }
        Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                .max((one, other) -> Integer.compare(one.getParameterCount(), other.getParameterCount()))
                .orElseThrow(() -> new IllegalStateException(type + " has no constructor"));
        constructor.setAccessible(true);
        return new Made(constructor, constructor.getParameters());
    }

    private <T> T construct(Class<T> type) {
        Made how = CONSTRUCTORS.computeIfAbsent(type, Wiring::constructor);
        Object[] arguments = Arrays.stream(how.parameters())
                .map(parameter -> named.stream()
                        .filter(each -> each.name().equals(parameter.getName())
                                && ClassUtils.resolvePrimitiveIfNecessary(parameter.getType())
                                        .isInstance(each.bean()))
                        .map(Named::bean)
                        .findFirst()
                        .orElseGet(() -> parameter.getParameterizedType() instanceof ParameterizedType list
                                        && parameter.getType() == List.class
                                ? List.of()
                                : make(parameter.getType())))
                .toArray();
        try {
            return type.cast(how.constructor().newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot make " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make " + type, e);
        }
    }

    /** Calls a method by its name, also a private one; throws the same exceptions. */
    static Object call(Object on, String name, Object... arguments) {
        Method method = METHODS.computeIfAbsent(new Call(on.getClass(), name, arguments.length), Wiring::method);
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

    private static Method method(Call call) {
        Method method = Arrays.stream(call.type().getDeclaredMethods())
                .filter(each -> each.getName().equals(call.name()) && each.getParameterCount() == call.arguments())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(call.type() + " has no method " + call.name()));
        method.setAccessible(true);
        return method;
    }
}
