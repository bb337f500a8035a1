package io.tillstream.dispatcher.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param inDoubt         what happens to an event whose answer was lost, so that Meta may have it already: resend, with the
 *     same id and time; or hold, as a dead letter that an operator replays or discards
 * @param culpritPatience how long an event is tried that fails each time it is sent alone, while others pass; then it is
 *     dead-lettered. 1 minute or more
 * @param probeEvery      how often a few events are tried while nearly all are refused. 1 second or more
 */
@ConfigurationProperties("dispatcher.dispatch")
record DispatchSettings(
        @DefaultValue("resend") InDoubt inDoubt,
        @DefaultValue("10m") Duration culpritPatience,
        @DefaultValue("15s") Duration probeEvery) {

    /** What to do with an event that Meta may have already. */
    enum InDoubt {
        RESEND,
        HOLD
    }

    DispatchSettings {
        Assert.isTrue(
                culpritPatience.toSeconds() >= 60,
                "dispatcher.dispatch.culprit-patience is " + culpritPatience + "; it takes 1m and more");
        Assert.isTrue(
                probeEvery.toSeconds() >= 1,
                "dispatcher.dispatch.probe-every is " + probeEvery + "; it takes 1s and more");
    }
}
