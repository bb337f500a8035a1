package io.tillstream.dispatcher.intake;

import org.springframework.stereotype.Component;

/** The consumer group whose members share the work. */
@Component
public class IntakeGroup {

    private final IntakeSettings settings;

    IntakeGroup(IntakeSettings settings) {
        this.settings = settings;
    }

    public String id() {
        return settings.groupId();
    }

    /** Number of consumers in one instance. */
    public int concurrency() {
        return settings.concurrency();
    }
}
