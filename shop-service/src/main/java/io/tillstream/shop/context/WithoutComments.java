package io.tillstream.shop.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Serves a script without its indentation and without lines that are only comments: every page of a shop loads it. */
class WithoutComments implements ResourceTransformer {

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        Resource source = chain.transform(request, resource);
        return new TransformedResource(
                source, shorter(source.getContentAsString(UTF_8)).getBytes(UTF_8));
    }

    /** @param script in which no text or template goes over several lines */
    static String shorter(String script) {
        return script.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
