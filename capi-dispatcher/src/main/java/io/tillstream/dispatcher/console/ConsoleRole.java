package io.tillstream.dispatcher.console;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Loads this package on an instance that serves the console. Other instances do not keep the books in memory. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(prefix = "dispatcher.roles", name = "console", havingValue = "on", matchIfMissing = true)
@ComponentScan
public class ConsoleRole {}
