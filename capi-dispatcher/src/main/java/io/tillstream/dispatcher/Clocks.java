package io.tillstream.dispatcher;

import java.time.Clock;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two clocks, which are injected by their parameters' names, and the random numbers. */
@Configuration(proxyBeanMethods = false)
class Clocks {

    /** The time of day, which may be changed. Injected by the parameter's name. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For the jitter of waits, and for sampling. */
    @Bean
    RandomGenerator random() {
        return new Random();
    }

    /** For waits; also injected by the parameter's name. */
    @Bean
    Clock steadyClock() {
        return new SteadyClock();
    }
}
