package io.tillstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars in sections, as SVG. The longest bar of a section has the full width. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LABELS = 190;
    private static final int NUMBERS = 90;
    private static final int ROW = 24;
    private static final int BAR = 16;

    private final String title;
    private final List<Section> sections = new ArrayList<>();

    private record Bar(String label, double value) {}

    private record Section(String title, List<Bar> bars) {

        double most() {
            return bars.stream().mapToDouble(Bar::value).max().orElse(1);
        }
    }

    Chart(String title) {
        this.title = title;
    }

    void section(String name) {
        sections.add(new Section(name, new ArrayList<>()));
    }

    /** Adds one to the last section. */
    void bar(String label, double value) {
        sections.getLast().bars().add(new Bar(label, value));
    }

    String svg() {
        StringBuilder body = new StringBuilder();
        int y = 34;
        body.append(text(12, 22, "start", "font-weight=\"bold\"", title));
        for (Section section : sections) {
            y += ROW;
            body.append(text(12, y, "start", "font-style=\"italic\"", section.title()));
            for (Bar bar : section.bars()) {
                y += ROW;
                body.append(bar(bar, section.most(), y));
            }
            y += ROW / 2;
        }
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"13\" role=\"img\">%n<title>%3$s</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n%4$s</svg>%n",
                WIDTH,
                y + ROW / 2,
                escaped(title),
                body);
    }

    private static String bar(Bar bar, double most, int y) {
        double share = most > 0 ? Math.max(0, bar.value()) / most : 0;
        long length = Math.max(1, Math.round(share * (WIDTH - LABELS - NUMBERS)));
        String colour = bar.label().equals(Contender.Name.DISPATCHER.toString()) ? "#0b6e4f" : "#8aa5b5";
        return text(LABELS - 8, y, "end", "", bar.label())
                + String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        LABELS,
                        y - BAR + 4,
                        length,
                        BAR,
                        colour)
                + text(LABELS + (int) length + 6, y, "start", "", Report.number(bar.value()));
    }

    private static String text(int x, int y, String anchor, String style, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#222222\"%s>%s</text>%n",
                x,
                y,
                anchor,
                style.isEmpty() ? "" : " " + style,
                escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
