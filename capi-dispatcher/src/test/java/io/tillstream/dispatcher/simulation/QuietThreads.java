package io.tillstream.dispatcher.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/** Drops what the dispatchers of the simulation log, and nothing of the tests beside it; logback-test.xml names it. */
public final class QuietThreads extends TurboFilter {

    private static final ThreadLocal<Boolean> QUIET = ThreadLocal.withInitial(() -> false);

    /** Runs something whose dispatchers log nothing. */
    static void run(Runnable what) {
        QUIET.set(true);
        try {
            what.run();
        } finally {
            QUIET.remove();
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return QUIET.get() && !logger.getName().startsWith("io.tillstream.backing")
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
