package io.tillstream.dispatcher.console.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Tables as CSV files (RFC 4180, UTF-8). */
public final class Csv {

    private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    private Csv() {}

    /** A download with the table's name. */
    public static ResponseEntity<String> file(Sheet sheet) {
        return ResponseEntity.ok()
                .contentType(TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(sheet.name() + ".csv")
                                .build()
                                .toString())
                .body(of(sheet));
    }

    static String of(Sheet sheet) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(sheet.columns());
        sheet.rows().forEach(row -> lines.add(row.stream().map(Csv::harmless).toList()));
        return CSV.writeValueAsString(lines);
    }

    /**
     * Puts an apostrophe before a text that a spreadsheet would run as a formula (OWASP, CSV injection): an order id may
     * contain anything.
     */
    private static String harmless(Cell cell) {
        String text = cell.text();
        return cell.kind() == Cell.Kind.TEXT && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : text;
    }
}
