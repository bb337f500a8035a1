package io.tillstream.dispatcher.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.dispatch.Trial;
import java.io.PrintStream;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code java -jar capi-dispatcher.jar test-event CODE}, with the dispatcher's variables of Meta: sends one invented purchase to
 * Meta's test view. It needs no Kafka.
 */
public final class TestEventCommand {

    private static final String USAGE = """
            Usage: test-event CODE
            Events Manager shows the code under Test events, such as TEST12345.""";

    private static final String WARNING =
            "Meta shows a test event under Test events, but does not set it apart: it may use it for measurement and targeting"
                    + " like any other. This one is a purchase of 1.00 USD by trial@example.com, an address that nobody has.";

    private TestEventCommand() {}

    /**
     * Runs the command.
     *
     * @param clocks    the configuration with the dispatcher's clocks
     * @param arguments the arguments behind {@code test-event}
     * @return the exit code: 0 when Meta took the event, 1 when it did not, 2 when the arguments are invalid
     */
    public static int run(Class<?> clocks, String[] arguments, PrintStream out) {
        return run(clocks, Map.of(), arguments, out);
    }

    /** @param settings besides those of the environment */
    public static int run(Class<?> clocks, Map<String, Object> settings, String[] arguments, PrintStream out) {
        if (arguments.length != 1 || !Trial.isCode(arguments[0])) {
            out.println(USAGE);
            return 2;
        }
        out.println(WARNING);
        try (ConfigurableApplicationContext way = new SpringApplicationBuilder(WayToMeta.class, clocks)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(settings)
                .run("--logging.level.root=warn")) {
            CapiAnswer answer = way.getBean(Trial.class).send(arguments[0]);
            out.println(Trial.words(answer));
            return answer instanceof CapiAnswer.Accepted ? 0 : 1;
        }
    }

    /** The part of a dispatcher that sends to Meta. */
    @ComponentScan("io.tillstream.dispatcher.capi")
    @ConfigurationPropertiesScan("io.tillstream.dispatcher.capi")
    @Import(Trial.class)
    static class WayToMeta {

        @Bean
        JsonMapper json() {
            return JsonMapper.shared();
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
