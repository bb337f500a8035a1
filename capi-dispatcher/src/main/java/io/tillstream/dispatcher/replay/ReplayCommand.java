package io.tillstream.dispatcher.replay;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code java -jar capi-dispatcher.jar replay --reason=refused --dry-run}, with the environment of the dispatcher. It
 * consumes no orders.
 */
public final class ReplayCommand {

    private static final int PROGRESS_EVERY = 1000;

    private ReplayCommand() {}

    /**
     * Runs the command.
     *
     * @param application the dispatcher's class
     * @param arguments   the arguments behind {@code replay}
     * @return the exit code: 0 when it ran, 1 when it failed, was cancelled or another replay runs, 2 when the arguments are
     *     invalid
     */
    public static int run(Class<?> application, String[] arguments, PrintStream out) {
        Map<String, String> conditions = new LinkedHashMap<>();
        boolean dryRun = false;
        Selection selection;
        try {
            for (String argument : arguments) {
                if (argument.equals("--dry-run")) {
                    dryRun = true;
                } else {
                    String condition = argument.startsWith("--") ? argument.substring(2) : argument;
                    int equals = condition.indexOf('=');
                    conditions.put(
                            equals < 0 ? condition : condition.substring(0, equals),
                            equals < 0 ? "true" : condition.substring(equals + 1));
                }
            }
            selection = Selection.of(conditions);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        }
        try (ConfigurableApplicationContext dispatcher = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                // Before the environment's own: INTAKE and CONSOLE are about a dispatcher, not about a command.
                .run("--dispatcher.roles.intake=off", "--dispatcher.roles.console=on", "--logging.level.root=warn")) {
            return dryRun
                    ? look(dispatcher.getBean(Replay.class), selection, out)
                    : replay(dispatcher.getBean(Runs.class), selection, conditions, out);
        }
    }

    private static int look(Replay replay, Selection selection, PrintStream out) {
        print(replay.run(selection, true, progress -> printProgress(progress, out)), out);
        return 0;
    }

    private static int replay(Runs runs, Selection selection, Map<String, String> conditions, PrintStream out) {
        Optional<Run> begun = runs.begin("command line", "replay of " + conditions);
        if (begun.isEmpty()) {
            out.println("Nothing was replayed: another replay is running. Wait for its end or cancel it. "
                    + String.join("; ", runs.words()));
            return 1;
        }
        Report report = begun.get().go(selection, Integer.MAX_VALUE, progress -> printProgress(progress, out));
        print(report, out);
        if (!report.ended().equals(Report.DONE)) {
            out.println("It did not finish (" + report.ended() + "). Start it again for the rest");
            return 1;
        }
        return 0;
    }

    private static void printProgress(Report progress, PrintStream out) {
        if (progress.looked() > 0 && progress.looked() % PROGRESS_EVERY == 0) {
            out.println(progress.looked() + " of " + progress.selected());
        }
    }

    private static void print(Report report, PrintStream out) {
        report.letters()
                .forEach(line ->
                        out.printf("%-10s %-40s %-12s %s%n", line.letter(), line.id(), line.reason(), line.verdict()));
        if (report.selected() > report.letters().size()) {
            out.println("... and " + (report.selected() - report.letters().size()) + " more");
        }
        out.println(report.selected() + " dead letters selected");
        report.verdicts().forEach((verdict, count) -> out.println("  " + count + " " + verdict));
        out.println(
                report.dryRun()
                        ? "Nothing was replayed: a dry run. 'sent' is what would now pass"
                        : report.replayed() + " replayed; capi.receipts.v1 says what becomes of them");
    }
}
