package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiAnswer;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reports what is wrong at Meta while orders wait for it. */
@Component
class MetaTroubles {

    private static final Logger log = LoggerFactory.getLogger(MetaTroubles.class);

    private final Troubles troubles;

    MetaTroubles(Troubles troubles) {
        this.troubles = troubles;
    }

    /** Meta has accepted events of this dataset again. */
    void over(String dataset) {
        troubles.over(dataset);
    }

    void notReached(String dataset, List<Outgoing> events, CapiAnswer.Unreachable unreachable) {
        waiting("Meta is not reached", dataset, events, unreachable.reason());
    }

    void unexplained(String dataset, List<Outgoing> events, String detail) {
        waiting("Meta meets trouble that it does not explain", dataset, events, detail);
    }

    void throttled(String dataset, List<Outgoing> events, CapiAnswer.Throttled throttled, Duration wait) {
        if (throttled.blocked()) {
            troubles.stand(
                    dataset,
                    "Meta blocks the app or page for its policies (code 368). Nothing is lost: orders wait. Look at Account"
                            + " Quality in Meta's Business Manager",
                    throttled.message(),
                    events.getFirst().incoming());
        } else {
            waiting(
                    "Meta throttles (code " + throttled.code() + ")",
                    dataset,
                    events,
                    throttled.message() + " Next request in " + wait.toSeconds() + " s");
        }
    }

    void misconfigured(String dataset, List<Outgoing> events, CapiAnswer.Misconfigured wrong) {
        troubles.stand(
                dataset,
                "Meta refuses the token, the dataset or the API version (code " + wrong.code() + "/" + wrong.subcode()
                        + "). Nothing is lost: orders of this dataset wait and are tried again by themselves. Put a valid"
                        + " token into META_ACCESS_TOKEN_FILE, or mend META_PIXEL_ID or META_API_VERSION and restart",
                wrong.message() + " fbtrace_id " + wrong.fbtraceId(),
                events.getFirst().incoming());
    }

    private static void waiting(String what, String dataset, List<Outgoing> events, String detail) {
        log.atWarn()
                .addKeyValue("dataset", dataset)
                .addKeyValue("events", events.size())
                .addKeyValue("detail", detail)
                .log("{}. Nothing is lost: the orders wait in Kafka and are sent again", what);
    }
}
