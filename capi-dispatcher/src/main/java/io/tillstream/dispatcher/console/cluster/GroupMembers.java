package io.tillstream.dispatcher.console.cluster;

import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/** Asks Kafka which consumers a group has. */
@Component
public class GroupMembers {

    private final AdminRequests requests;

    GroupMembers(AdminRequests requests) {
        this.requests = requests;
    }

    /**
     * The consumers and the partitions that each holds; empty when the group has none.
     *
     * @throws KafkaException when Kafka does not answer
     */
    public List<Member> of(String groupId) {
        try {
            return requests
                    .ask(admin -> admin.describeConsumerGroups(List.of(groupId)).all())
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .map(GroupMembers::member)
                    .sorted(Comparator.comparing(Member::client))
                    .toList();
        } catch (KafkaException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static Member member(MemberDescription member) {
        return new Member(
                member.clientId(),
                member.host().replace("/", ""),
                member.assignment().topicPartitions().stream()
                        .map(TopicPartition::partition)
                        .sorted()
                        .toList());
    }
}
