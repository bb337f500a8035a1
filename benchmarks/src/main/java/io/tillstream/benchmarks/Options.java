package io.tillstream.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What to measure and how.
 *
 * @param command    name of a {@link Command}
 * @param given      the other words by their names, as in {@code --orders=10000}; without a value: empty
 * @param jvmOptions of each contender, as in {@code --jvm=dispatcher:-XX:+UseParallelGC,-XX:+UseCompactObjectHeaders}
 */
record Options(String command, Map<String, String> given, Map<Contender.Name, List<String>> jvmOptions) {

    private static final String KEEP = "keep";
    private static final String JVM = "jvm";

    /** @param words the command and its options; only those that the command knows */
    static Options of(String words, Map<String, Set<String>> knownByCommand) {
        List<String> all = Arrays.stream(words.strip().split("\\s+", -1))
                .filter(each -> !each.isEmpty())
                .toList();
        String command = all.isEmpty() ? "" : all.getFirst();
        Set<String> known = knownByCommand.get(command);
        if (known == null) {
            throw new BenchmarkProblem("There is no command '" + command + "'. It is one of "
                    + knownByCommand.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        Set<String> allowed = new HashSet<>(known);
        allowed.add(KEEP);
        Map<String, String> given = new TreeMap<>();
        Map<Contender.Name, List<String>> jvmOptions = new EnumMap<>(Contender.Name.class);
        for (String word : all.subList(1, all.size())) {
            String[] option = word.replaceFirst("^--", "").split("=", 2);
            if (!word.startsWith("--") || !allowed.contains(option[0])) {
                throw new BenchmarkProblem("The command " + command + " does not know '" + word + "'. It knows --"
                        + allowed.stream().sorted().collect(Collectors.joining(", --")));
            }
            String value = option.length == 2 ? option[1] : "";
            if (option[0].equals(JVM)) {
                String[] named = value.split(":", 2);
                jvmOptions
                        .computeIfAbsent(Contender.Name.of(named[0]), name -> new ArrayList<>())
                        .addAll(named.length == 2 ? List.of(named[1].split(",", -1)) : List.of());
            } else {
                given.put(option[0], value);
            }
        }
        return new Options(command, given, jvmOptions);
    }

    int number(String name, int usual) {
        return numbers(name, List.of(usual)).getFirst();
    }

    /** Numbers that are separated by commas. */
    List<Integer> numbers(String name, List<Integer> usual) {
        String value = given.get(name);
        if (value == null) {
            return usual;
        }
        try {
            return Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new BenchmarkProblem(
                    "--" + name + "=" + value + " is not a number, or several with commas between", e);
        }
    }

    /** Whether the results belong to the project, and are not only a trial's. */
    boolean keep() {
        return given.containsKey(KEEP);
    }

    /** All that was given, for the result. */
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>(given);
        shown.remove(KEEP);
        jvmOptions.forEach((name, options) -> shown.put(JVM + " " + name.word(), String.join(" ", options)));
        return shown;
    }
}
