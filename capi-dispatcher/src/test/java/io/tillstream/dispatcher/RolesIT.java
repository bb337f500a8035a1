package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.dispatcher.console.ConsoleRole;
import io.tillstream.dispatcher.console.books.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

class RolesIT {

    @Test
    void one_instance_sends_without_a_console_and_another_only_serves_the_console(@TempDir Path folder)
            throws Exception {
        try (OwnBroker broker = OwnBroker.start(folder);
                MetaStub meta = new MetaStub();
                Orders orders = new Orders(broker.address());
                ConfigurableApplicationContext console =
                        RunningDispatcher.start(broker.address(), meta.url(), Map.of("INTAKE", "off"))) {
            ConsoleReader reader = ConsoleReader.signedIn(console);
            await().until(() -> reader.get("/actuator/health/readiness").statusCode() == 200);
            assertThat(console.getBean(KafkaListenerEndpointRegistry.class)
                            .getListenerContainer("orders")
                            .isRunning())
                    .isFalse();
            String order = orders.order("granted", Instant.now());
            orders.publish(order);
            // It knows that an order waits, and takes none.
            await().untilAsserted(() -> assertThat(reader.page("/actuator/prometheus"))
                    .containsPattern("dispatcher_lag_messages\\{partition=\"\\d+\"} 1\\.0"));
            assertThat(meta.accepted(order)).isZero();

            try (ConfigurableApplicationContext sender =
                    RunningDispatcher.start(broker.address(), meta.url(), Map.of("CONSOLE", "off"))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted(order) == 1);
                assertThat(sender.getBeanNamesForType(Ledger.class)).isEmpty();
                ConsoleReader sending = new ConsoleReader(RunningDispatcher.url(sender, ""));
                assertThat(sending.get("/").statusCode()).isEqualTo(404);
                assertThat(sending.get("/actuator/prometheus").statusCode()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(reader.page("/orders?id=" + order)).contains("Accepted by Meta"));
        }
    }

    @ParameterizedTest(name = "CONSOLE={0}")
    @CsvSource({"on, true", "true, true", "'', true", "off, false", "false, false"})
    void every_way_to_write_a_switch_switches_the_console(String text, boolean on) {
        new ApplicationContextRunner()
                .withUserConfiguration(OnlyWithAConsole.class)
                .withPropertyValues("dispatcher.roles.console=" + text)
                .run(context -> assertThat(context.containsBean("served")).isEqualTo(on));
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(ConsoleRole.On.class)
    static class OnlyWithAConsole {

        @Bean
        String served() {
            return "served";
        }
    }

    @Test
    void an_instance_without_any_role_says_so_and_does_not_start() {
        assertThatThrownBy(() -> RunningDispatcher.start(
                        "localhost:1", "http://localhost:1", Map.of("INTAKE", "off", "CONSOLE", "off")))
                .rootCause()
                .hasMessageContaining("INTAKE and CONSOLE are both off");
    }
}
