package io.tillstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.backing.Backing;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;

class TopicsIT {

    private static final Duration KEPT = Duration.ofDays(14);

    private final KafkaAdmin admin = new KafkaAdmin(Map.of("bootstrap.servers", Backing.kafka()));

    @Test
    void topics_by_partition_have_as_many_as_the_topic_of_orders_or_as_are_set() {
        TopicSettings settings = new TopicSettings("", 12, null);
        NewTopic fresh =
                new Topics(admin, settings).byPartition("receipts", KEPT).build();
        admin.createOrModifyTopics(new NewTopic(SharedTopics.ORDERS, 5, (short) 1));
        NewTopic made =
                new Topics(admin, settings).byPartition("receipts", KEPT).build();

        assertThat(fresh.numPartitions()).isEqualTo(12);
        assertThat(made.numPartitions()).isEqualTo(5);
        assertThat(made.replicationFactor()).as("as many as there are brokers").isEqualTo((short) 1);
        assertThat(made.configs()).doesNotContainKey("min.insync.replicas").containsEntry("retention.ms", "1209600000");
    }

    @Test
    void without_kafka_a_topic_gets_what_is_set_and_the_clusters_replication() {
        Topics topics = new Topics(
                new KafkaAdmin(Map.of("bootstrap.servers", "kafka.invalid:9092")), new TopicSettings("", 7, 3));

        assertThat(topics.byPartition("receipts", KEPT).build().numPartitions()).isEqualTo(7);
        assertThat(topics.small("books", KEPT).build().replicationFactor()).isEqualTo((short) -1);
    }

    @Test
    void replication_is_as_set_or_what_the_brokers_allow() {
        assertThat(new TopicSettings("", 12, null).replication(5)).isEqualTo(3);
        assertThat(new TopicSettings("", 12, null).replication(2)).isEqualTo(2);
        assertThat(new TopicSettings("", 12, 4).replication(5)).isEqualTo(4);
        assertThat(new TopicSettings("", 12, 4).replication(2))
                .as("Kafka refuses it until there are four")
                .isEqualTo(4);
    }
}
