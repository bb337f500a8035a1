package io.tillstream.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's Markdown files, and the links between them. */
final class Documents {

    private Documents() {}

    static List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")) {
            all.add(RunningStack.ROOT.resolve(name));
        }
        for (String folder : List.of("docs", "contracts", "deploy")) {
            all.addAll(under(folder));
        }
        return all;
    }

    static List<Path> under(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(RunningStack.ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    /** Targets of the links that lead to files of the project. */
    static List<String> links(Path document) throws IOException {
        return Pattern.compile("\\]\\(([^):]+)\\)")
                .matcher(Files.readString(document))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /**
     * Whether a link leads to a file, and to a heading in it if it names one.
     *
     * @param from the document itself, or the folder that the link starts from
     */
    static boolean leadsSomewhere(Path from, String link) {
        String file = link.replaceFirst("#.*", "");
        Path folder = Files.isDirectory(from) ? from : from.getParent();
        Path target = file.isEmpty() ? from : folder.resolve(file);
        if (!link.contains("#")) {
            return Files.exists(target);
        }
        return Files.exists(target) && headings(target).contains(link.substring(link.indexOf('#') + 1));
    }

    /** The headings as GitHub makes anchors of them. */
    private static List<String> headings(Path document) {
        try {
            return Files.readAllLines(document).stream()
                    .filter(line -> line.matches("#{1,4} .*"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 _-]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
