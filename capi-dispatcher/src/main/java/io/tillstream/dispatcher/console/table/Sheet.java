package io.tillstream.dispatcher.console.table;

import java.util.List;

/**
 * A table, for a page and for a file.
 *
 * @param name    of its file, without the ending
 * @param caption what it shows, its scope included
 * @param rows    each as long as {@code columns}
 */
public record Sheet(String name, String caption, List<String> columns, List<List<Cell>> rows) {

    /** Where it can be had as a file. */
    public String file() {
        return "/export/" + name + ".csv";
    }
}
