package io.tillstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPrefixTest {

    @Test
    void without_the_variable_names_are_as_documented() {
        assertThat(TopicPrefix.of("capi.receipts.v1")).isEqualTo("capi.receipts.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "team-a.", "Team_1.prod."})
    void a_prefix_that_kafka_allows_is_kept(String prefix) {
        assertThat(TopicPrefix.checked(prefix)).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"team a.", "team/", "ä.", "a:"})
    void another_one_is_refused_with_the_variables_name(String prefix) {
        assertThatThrownBy(() -> TopicPrefix.checked(prefix)).hasMessageContaining("TOPICS_PREFIX is '" + prefix + "'");
    }
}
