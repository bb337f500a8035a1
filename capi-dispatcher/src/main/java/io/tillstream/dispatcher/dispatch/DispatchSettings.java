package io.tillstream.dispatcher.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param inDoubt         what becomes of an event that Meta may have already, because its answer was lost: resend, with the
 *     same id and time; or hold, as a dead letter that a person sends again or discards
 * @param culpritPatience how long an event is tried that meets trouble each time it is sent alone, while others pass; then
 *     it becomes a dead letter. 1 minute or more
 */
@ConfigurationProperties("dispatcher.dispatch")
record DispatchSettings(
        @DefaultValue("resend") InDoubt inDoubt,
        @DefaultValue("10m") Duration culpritPatience) {

    /** What to do about an event that Meta may have already. */
    enum InDoubt {
        RESEND,
        HOLD
    }

    DispatchSettings {
        Assert.isTrue(
                culpritPatience.toSeconds() >= 60,
                "dispatcher.dispatch.culprit-patience is " + culpritPatience + "; it takes 1m and more");
    }
}
