package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The switches of the stand-in for Meta. */
record MetaSwitches(Stack stack) {

    /** @param fault one of {@link io.tillstream.sandbox.meta.Fault}; NONE ends the current one */
    void has(String fault, Duration duration) {
        Http.post(stack.ports().meta(), "/sandbox/fault", "kind=" + fault + "&seconds=" + duration.toSeconds());
    }

    /** The number of requests received so far, including refused ones. */
    long requests() {
        return JsonMapper.shared()
                .readTree(Http.get(stack.ports().meta(), "/sandbox/requests"))
                .path("requests")
                .asLong();
    }
}
