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
 * The shop decides which orders are sampled. A batch with one of them in it is; nothing else here begins a trace. Where
 * nobody is told of traces none is recorded.
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
