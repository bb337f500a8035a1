package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.AclCommands;
import io.tillstream.backing.LockedBroker;
import io.tillstream.sandbox.stack.DataFolder;
import io.tillstream.sandbox.stack.Ports;
import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.stack.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Both packaged services on a Kafka that allows each what docs/operating/kafka-access.md says, and no more, with prefixed
 * topics. Each service's own tests do the same without a prefix.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.THIRD)
class LockedKafkaIT {

    private static final Path ROOT = Path.of(System.getProperty("sandbox.root", ".."));
    private static final Path DOCUMENT = ROOT.resolve("docs/operating/kafka-access.md");
    private static final String PREFIX = "team-a.";

    @Test
    void an_order_goes_from_the_shop_to_meta_over_prefixed_topics_made_beforehand(@TempDir Path folder)
            throws Exception {
        Path data = ROOT.resolve("sandbox/target/locked-stack").normalize();
        FileSystemUtils.deleteRecursively(data);
        try (LockedBroker broker = LockedBroker.start(folder, List.of("shop", "dispatcher"))) {
            try (Admin administrator = broker.administrator()) {
                administrator
                        .createTopics(List.of(
                                new NewTopic(PREFIX + "shop.order-completed.v1", 3, (short) 1),
                                new NewTopic(PREFIX + "capi.receipts.v1", 3, (short) 1),
                                new NewTopic(PREFIX + "capi.dead-letters.v1", 3, (short) 1),
                                new NewTopic(PREFIX + "capi.attempts.v1", 1, (short) 1),
                                new NewTopic(PREFIX + "capi.operator-actions.v1", 1, (short) 1),
                                new NewTopic(PREFIX + "shop.consent-withdrawn.v1", 1, (short) 1),
                                new NewTopic(PREFIX + "shop.books.v1", 1, (short) 1)))
                        .all()
                        .get();
                administrator
                        .createAcls(AclCommands.under(DOCUMENT, "The shop", "The dispatcher").stream()
                                .map(LockedKafkaIT::with)
                                .toList())
                        .all()
                        .get();
            }
            try (Stack stack = new Stack(
                    DataFolder.open(data),
                    new Ports(FreePorts.range()),
                    ExtractedJars.get(),
                    new Wiring(
                            Map.of(),
                            Map.of(
                                    "shop-service", with(broker.environment("shop")),
                                    "capi-dispatcher", with(broker.environment("dispatcher")))))) {
                stack.start(
                        what -> LoggerFactory.getLogger("io.tillstream.backing").info("starting {}", what));
                Guarantees guarantees = new Guarantees(stack, new KnownState(() -> data));

                new Shopper(stack).agrees().buys("enamel-mug");

                await().atMost(Duration.ofSeconds(60))
                        .until(() -> guarantees.acceptedByMeta().size() == 1);
                assertThat(Files.readString(stack.shop().log())
                                + Files.readString(stack.dispatcher().log()))
                        .doesNotContain(
                                "Kafka does not allow this service to",
                                LockedBroker.password("shop"),
                                LockedBroker.password("dispatcher"));
            }
        }
    }

    private static AclBinding with(AclBinding rule) {
        ResourcePattern pattern = rule.pattern();
        return pattern.resourceType() == ResourceType.TOPIC
                ? new AclBinding(
                        new ResourcePattern(pattern.resourceType(), PREFIX + pattern.name(), pattern.patternType()),
                        rule.entry())
                : rule;
    }

    private static Map<String, String> with(Map<String, String> environment) {
        environment.put("TOPICS_PREFIX", PREFIX);
        return environment;
    }
}
