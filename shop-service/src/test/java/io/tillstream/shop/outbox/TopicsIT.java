package io.tillstream.shop.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.platform.kafka.TopicSettings;
import io.tillstream.shop.RunningShop;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaAdmin;

class TopicsIT extends RunningShop {

    @Autowired
    private KafkaAdmin admin;

    @Test
    void an_existing_topic_keeps_its_partitions() {
        admin.createOrModifyTopics(new NewTopic("made-beforehand", 5, (short) 1));
        Topics topics = new Topics(admin, new TopicSettings("", 12, null));

        NewTopic made = topics.topic("made-beforehand", 12, Duration.ofDays(14)).build();
        NewTopic fresh = topics.topic("not-made-yet", 12, Duration.ofDays(14)).build();

        assertThat(made.numPartitions()).isEqualTo(5);
        assertThat(fresh.numPartitions()).isEqualTo(12);
        assertThat(fresh.replicationFactor()).as("as many as there are brokers").isEqualTo((short) 1);
        assertThat(fresh.configs()).doesNotContainKey("min.insync.replicas");
        assertThat(new TopicSettings("", 12, null).replication(5)).isEqualTo(3);
        assertThat(new TopicSettings("", 12, 4).replication(5)).isEqualTo(4);
    }
}
