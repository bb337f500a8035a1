package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.deadletter.Reason;
import java.util.List;

/** What is to become of one order. */
sealed interface Decision {

    /** @param datasets at least one */
    record Send(CapiEvent event, List<String> datasets) implements Decision {}

    /** @param reason in one or two words with underscores, such as no_consent */
    record Suppress(String reason) implements Decision {}

    record Bury(Reason reason, String detail) implements Decision {}

    /** It must be neither sent nor given up until a person has changed a setting. */
    record Hold(String why) implements Decision {}
}
