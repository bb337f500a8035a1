package io.tillstream.dispatcher.kafka;

import io.tillstream.platform.kafka.KafkaConnection;
import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.platform.kafka.TopicSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.KafkaException;

/**
 * {@code java -jar capi-dispatcher.jar topics [--apply]}: shows how the topics of both services differ from what they should be,
 * and with {@code --apply} creates and changes them.
 */
public final class TopicsCommand {

    private static final String USAGE = """
            Usage: topics [--apply]
            Shows how the topics differ from what they should be. With --apply it creates missing topics, adds partitions and
            sets what is different.""";

    private TopicsCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments the arguments behind {@code topics}
     * @return the exit code: 0 when there is no difference, or all were applied; 1 when some are left, or Kafka refuses; 2 when the
     *     arguments are invalid
     */
    public static int run(String[] arguments, PrintStream out) {
        return run(Map.of(), arguments, out);
    }

    /** @param settings more important than those of the environment */
    public static int run(Map<String, Object> settings, String[] arguments, PrintStream out) {
        List<String> given = List.of(arguments);
        boolean apply = given.equals(List.of("--apply"));
        if (!given.isEmpty() && !apply) {
            out.println(USAGE);
            return 2;
        }
        List<String> options =
                new ArrayList<>(List.of("--logging.level.root=warn", "--spring.kafka.admin.auto-create=false"));
        settings.forEach((name, value) -> options.add("--" + name + "=" + value));
        try (ConfigurableApplicationContext topics = new SpringApplicationBuilder(OnlyTopics.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(options.toArray(String[]::new))) {
            return compare(topics, apply, out);
        } catch (KafkaException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private static int compare(ConfigurableApplicationContext context, boolean apply, PrintStream out) {
        Brokers brokers = context.getBean(Brokers.class);
        Brokers.Look there = brokers.withSettings(brokers.look(TopicNames.ALL));
        TopicState orders = there.topics().get(TopicNames.ORDERS);
        int partitions =
                Math.max(context.getBean(TopicSettings.class).partitions(), orders == null ? 0 : orders.partitions());
        List<TopicDifference> differences = new ArrayList<>();
        context.getBeansOfType(NewTopic.class).values().stream()
                .sorted(Comparator.comparing(topic -> TopicNames.ALL.indexOf(topic.name())))
                .map(topic -> TopicNames.BY_PARTITION.contains(topic.name()) ? with(partitions, topic) : topic)
                .forEach(topic ->
                        differences.add(TopicDifference.of(topic, there.topics().get(topic.name()))));
        boolean left = false;
        for (TopicDifference each : differences) {
            TopicState state = there.topics().get(each.wanted().name());
            List<String> lines = each.lines(state == null ? Map.of() : state.config());
            lines.forEach(line -> out.println(each.wanted().name() + " " + line));
            left |= !each.notes().isEmpty();
        }
        List<TopicDifference> applicable =
                differences.stream().filter(TopicDifference::applicable).toList();
        if (applicable.isEmpty()) {
            out.println(left ? "Nothing can be applied." : "All topics are as they should be.");
            return left ? 1 : 0;
        }
        if (!apply) {
            out.println("Nothing was changed. topics --apply does it.");
            return 1;
        }
        brokers.apply(applicable);
        out.println("Done.");
        return left ? 1 : 0;
    }

    private static NewTopic with(int partitions, NewTopic topic) {
        return new NewTopic(topic.name(), partitions, topic.replicationFactor()).configs(topic.configs());
    }

    /** The part of a dispatcher that knows the topics. */
    @ComponentScan(
            basePackages = "io.tillstream.dispatcher",
            useDefaultFilters = false,
            includeFilters =
                    @Filter(
                            type = FilterType.REGEX,
                            pattern = "io\\.tillstream\\.dispatcher\\."
                                    + "(kafka\\.Brokers|[a-z]+\\.[A-Z][a-z]+Topic|"
                                    + "deadletter\\.DeadLetterTopic)"))
    @Import({KafkaConnection.class, SharedTopics.class})
    @ImportAutoConfiguration(KafkaAutoConfiguration.class)
    static class OnlyTopics {}
}
