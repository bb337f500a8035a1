package io.tillstream.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A result as Markdown and as a picture. */
record Report(Result result, Optional<Result> last) {

    String markdown() {
        StringBuilder text = new StringBuilder(result.origin().sentence() + "\n\n");
        if (!result.settings().isEmpty()) {
            text.append("Settings: ")
                    .append(result.settings().entrySet().stream()
                            .map(each -> (each.getKey() + " " + each.getValue()).strip())
                            .collect(Collectors.joining(", ")))
                    .append(".\n\n");
        }
        result.notes().forEach(note -> text.append(note).append("\n\n"));
        for (int delay : delays()) {
            text.append("Medians, with answers ")
                    .append(delay == 0 ? "at once" : "after " + delay + " ms")
                    .append(":\n\n")
                    .append(Table.of(result, delay).markdown())
                    .append('\n');
        }
        byColumns().forEach(points -> text.append(points(points)).append('\n'));
        text.append(new Aims(result).markdown());
        if (!result.rounds().isEmpty()) {
            last.map(before -> new Comparison(before, result))
                    .ifPresent(comparison -> text.append('\n').append(comparison.markdown()));
        }
        return text.toString();
    }

    private List<Integer> delays() {
        return result.rounds().stream()
                .filter(round -> !round.warmUp())
                .map(Round::delayMillis)
                .distinct()
                .sorted()
                .toList();
    }

    /** Points with the same values are rows of one table. */
    private List<List<Result.Point>> byColumns() {
        Map<List<String>, List<Result.Point>> tables = new LinkedHashMap<>();
        for (Result.Point point : result.points()) {
            tables.computeIfAbsent(List.copyOf(point.values().keySet()), columns -> new ArrayList<>())
                    .add(point);
        }
        return List.copyOf(tables.values());
    }

    private static String points(List<Result.Point> points) {
        List<String> columns = List.copyOf(points.getFirst().values().keySet());
        StringBuilder table = new StringBuilder("| |");
        columns.forEach(column -> table.append(' ').append(column).append(" |"));
        table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        for (Result.Point point : points) {
            table.append("| ").append(point.at()).append(" |");
            columns.forEach(column ->
                    table.append(' ').append(number(point.value(column))).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    /** With three digits at least. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** Bars: of contenders at each delay, or of each figure of a curve. */
    String picture() {
        Chart chart = new Chart(
                "Tillstream, " + result.command() + ", " + result.origin().date());
        for (int delay : delays()) {
            Table table = Table.of(result, delay);
            String answers = delay == 0 ? ", answers at once" : ", answers after " + delay + " ms";
            if (delay == 0) {
                bars(chart, "events per CPU second" + answers, table, Measurement::eventsPerCpuSecond);
            }
            bars(chart, "events per second" + answers, table, Measurement::eventsPerSecond);
        }
        if (result.rounds().isEmpty()) {
            for (List<Result.Point> points : byColumns()) {
                for (String column : points.getFirst().values().keySet()) {
                    chart.section(column);
                    points.forEach(point -> chart.bar(point.at(), point.value(column)));
                }
            }
        }
        return chart.svg();
    }

    private static void bars(Chart chart, String title, Table table, ToDoubleFunction<Measurement> of) {
        chart.section(title);
        for (Contender.Name name : Contender.Name.values()) {
            if (table.has(name)) {
                chart.bar(name.toString(), table.median(name, of));
            }
        }
    }
}
