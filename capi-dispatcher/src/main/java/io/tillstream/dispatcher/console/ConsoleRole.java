package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.settings.RoleSettings.Role;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Everything in this package, on an instance that serves the console. Without it nothing keeps the books in memory. */
@Configuration(proxyBeanMethods = false)
@Conditional(ConsoleRole.On.class)
@ComponentScan
public class ConsoleRole {

    /** Reads the setting as {@link io.tillstream.dispatcher.settings.RoleSettings} does, so that both always agree. */
    public static final class On implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                            .bind("dispatcher.roles.console", Role.class)
                            .orElse(Role.ON)
                    == Role.ON;
        }
    }
}
