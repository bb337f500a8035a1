package io.tillstream.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/**
 * Objects of operators, with those fields that the manifests use, as their references describe them: KEDA 2.20,
 * Prometheus operator 0.93, Strimzi with its API v1. A field that is not here does not parse; add it after reading the reference.
 */
final class Operators {

    static final Map<String, Class<?>> KINDS = Map.of(
            "keda.sh/v1alpha1 ScaledObject", ScaledObject.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class,
            "kafka.strimzi.io/v1 Kafka", Kafka.class,
            "kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1 KafkaUser", KafkaUser.class);

    private Operators() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {

        record Scaling(
                Target scaleTargetRef,
                Integer pollingInterval,
                Integer minReplicaCount,
                Integer maxReplicaCount,
                Fallback fallback,
                Advanced advanced,
                List<Trigger> triggers) {}

        record Target(String apiVersion, String kind, String name) {}

        record Fallback(int failureThreshold, int replicas) {}

        record Advanced(Config horizontalPodAutoscalerConfig) {}

        record Config(HorizontalPodAutoscalerBehavior behavior) {}

        record Trigger(Type type, MetricType metricType, Query metadata) {}

        enum Type {
            prometheus
        }

        enum MetricType {
            AverageValue,
            Value
        }

        record Query(String serverAddress, String threshold, String query) {}
    }

    record ServiceMonitor(String apiVersion, String kind, ObjectMeta metadata, Monitoring spec) {

        record Monitoring(LabelSelector selector, List<Endpoint> endpoints) {}

        record Endpoint(String port, String path, String interval) {}
    }

    record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, Rules spec) {

        record Rules(List<Group> groups) {}

        record Group(String name, List<Rule> rules) {}

        record Rule(
                String record,
                String alert,
                String expr,
                @JsonProperty("for") String duration,
                Map<String, String> labels,
                Map<String, String> annotations) {}
    }

    record Kafka(String apiVersion, String kind, ObjectMeta metadata, Cluster spec) {

        record Cluster(Brokers kafka, EntityOperator entityOperator) {}

        record Brokers(List<Listener> listeners, Authorization authorization, Map<String, Object> config) {}

        record Listener(String name, int port, ListenerType type, boolean tls, Authentication authentication) {}

        enum ListenerType {
            internal
        }

        record Authorization(AuthorizationType type) {}

        record EntityOperator(Map<String, Void> userOperator) {}
    }

    record KafkaNodePool(String apiVersion, String kind, ObjectMeta metadata, Pool spec) {

        record Pool(int replicas, List<Role> roles, Storage storage, ResourceRequirements resources) {}

        enum Role {
            controller,
            broker
        }

        record Storage(String type, List<Volume> volumes) {}

        record Volume(int id, String type, String size, String kraftMetadata, boolean deleteClaim) {}
    }

    record KafkaUser(String apiVersion, String kind, ObjectMeta metadata, User spec) {

        record User(Authentication authentication, Authorization authorization) {}

        record Authorization(AuthorizationType type, List<Acl> acls) {}

        record Acl(Resource resource, List<Operation> operations) {}

        record Resource(ResourceType type, String name, PatternType patternType) {}

        enum ResourceType {
            topic,
            group,
            cluster
        }

        enum PatternType {
            literal,
            prefix
        }

        enum Operation {
            Read,
            Write,
            Create,
            Alter,
            Describe,
            DescribeConfigs
        }
    }

    record Authentication(SignIn type) {}

    enum SignIn {
        @JsonProperty("scram-sha-512")
        SCRAM
    }

    enum AuthorizationType {
        simple
    }
}
