package io.tillstream.dispatcher.console;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything in this package, on an instance that serves the console. Without it nothing keeps the books in memory. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(prefix = "dispatcher.roles", name = "console", havingValue = "on", matchIfMissing = true)
@ComponentScan
public class ConsoleRole {}
