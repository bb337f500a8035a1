package io.tillstream.dispatcher.console.table;

import java.util.List;

/**
 * A table, for a page and for a file.
 *
 * @param name    of its CSV file, without the extension
 * @param caption what it shows, with its scope
 * @param rows    each with one cell a column
 */
public record Sheet(String name, String caption, List<String> columns, List<List<Cell>> rows) {

    /** The address of its CSV file. */
    public String file() {
        return "/export/" + name + ".csv";
    }
}
