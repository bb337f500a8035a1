package io.tillstream.dispatcher.dispatch;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The shop decides which orders are sampled. A batch with a sampled order is sampled; nothing else starts a trace. Without
 * an exporter no trace is recorded.
 */
final class OrderSampler implements Sampler {

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        return links.stream().anyMatch(link -> link.getSpanContext().isSampled())
                ? SamplingResult.recordAndSample()
                : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "Linked to a sampled order";
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        Sampler orderSampler(ObjectProvider<SpanExporter> exporters) {
            return exporters.stream().findAny().isPresent()
                    ? Sampler.parentBased(new OrderSampler())
                    : Sampler.alwaysOff();
        }
    }
}
