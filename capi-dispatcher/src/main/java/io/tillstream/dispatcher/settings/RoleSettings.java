package io.tillstream.dispatcher.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The roles of this instance; at least one is on.
 *
 * @param intake  whether it takes orders from Kafka and sends them to Meta
 * @param console whether it serves the console, which keeps the totals of 15 days in memory
 */
@ConfigurationProperties("dispatcher.roles")
public record RoleSettings(
        @DefaultValue("on") Role intake, @DefaultValue("on") Role console) {

    /** Whether an instance has a role. */
    public enum Role {
        ON,
        OFF
    }

    public RoleSettings {
        // An empty variable is one that is not set.
        intake = intake == null ? Role.ON : intake;
        console = console == null ? Role.ON : console;
        Assert.isTrue(
                intake == Role.ON || console == Role.ON,
                "INTAKE and CONSOLE are both off, so this instance would do nothing. Switch one of them on");
    }

    public boolean takesOrders() {
        return intake == Role.ON;
    }
}
