package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class VersionWarningTest {

    private static final HttpHeaders NOTHING = HttpHeaders.of(Map.of(), (name, value) -> true);
    private static final HttpHeaders WARNING = HttpHeaders.of(
            Map.of("X-Ad-Api-Version-Warning", List.of("The call has been auto-upgraded to v26.0")),
            (name, value) -> true);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CapiMetrics metrics =
            new CapiMetrics(registry, new Guards(settings(), registry, Clock.systemUTC(), new Random(1)));
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        ((Logger) LoggerFactory.getLogger(CapiMetrics.class)).addAppender(said);
    }

    @AfterEach
    void leave() {
        ((Logger) LoggerFactory.getLogger(CapiMetrics.class)).detachAppender(said);
    }

    @Test
    void a_version_that_meta_warns_of_is_said_once_and_seen_until_it_is_mended() {
        metrics.version(200, NOTHING);
        assertThat(gauge()).isZero();

        metrics.version(400, WARNING);
        metrics.version(400, WARNING);
        assertThat(gauge()).isEqualTo(1);
        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("META_API_VERSION");
            assertThat(line.getKeyValuePairs().toString()).contains("auto-upgraded to v26.0");
        });

        metrics.version(502, NOTHING);
        assertThat(gauge()).isEqualTo(1);
        metrics.version(200, NOTHING);
        assertThat(gauge()).isZero();
        metrics.version(400, WARNING);
        assertThat(said.list).hasSize(2);
    }

    private double gauge() {
        return registry.get("dispatcher.capi.version.warning").gauge().value();
    }

    private static CapiSettings settings() {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("dispatcher.capi.pixel-id", "1", "dispatcher.capi.access-token", "t")))
                .bind("dispatcher.capi", CapiSettings.class)
                .get();
    }
}
