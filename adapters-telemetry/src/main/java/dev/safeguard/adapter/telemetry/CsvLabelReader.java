package dev.safeguard.adapter.telemetry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.LabelReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads known incidents from CSV, plain or compressed with gzip. The header names the columns, in any order:
 * {@code start} and {@code end} must be there, {@code id}, {@code impact} and {@code title} may be, and others are no
 * matter. Times are in ISO 8601 with an offset, or in seconds since 1970. An incident without an id is named for its
 * line.
 */
public final class CsvLabelReader implements LabelReader {

    private static final String ID = "id";
    private static final String START = "start";
    private static final String END = "end";
    private static final String IMPACT = "impact";
    private static final String TITLE = "title";
    private static final List<String> COLUMNS = List.of(ID, START, END, IMPACT, TITLE);
    private static final List<String> NEEDED = List.of(START, END);

    @Override
    public List<KnownIncident> read(Path file) {
        Listing listing = new Listing();
        Opened.read(file, "a list of incidents", listing::read);
        if (!listing.problems.isEmpty()) {
            throw new MalformedLabelsException(file, listing.problems);
        }
        return List.copyOf(listing.incidents.values());
    }

    /** What has been read of one file. */
    private static final class Listing {

        private final Map<String, KnownIncident> incidents = new LinkedHashMap<>();
        private final Map<String, Long> lines = new HashMap<>();
        private final Map<String, Integer> columns = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private int width;
        private long line;

        void read(InputStream content) throws IOException {
            try (CsvReader<CsvRecord> rows = CsvReader.builder()
                    .detectBomHeader(true)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(content, StandardCharsets.UTF_8)) {
                for (CsvRecord row : rows) {
                    line = row.getStartingLineNumber();
                    if (columns.isEmpty()) {
                        header(row.getFields());
                    } else {
                        incident(row.getFields());
                    }
                    if (columns.isEmpty() || problems.size() == Problems.MOST) {
                        return;
                    }
                }
            } catch (CsvParseException e) {
                line++;
                refuse("this is no CSV from here on: a quote is opened and not closed, or closed before the cell ends");
            } catch (UncheckedIOException e) {
                IOException cause = e.getCause();
                if (cause == null) {
                    throw e;
                }
                told(cause);
            } catch (IOException e) {
                told(e);
            }
            if (columns.isEmpty() && problems.isEmpty()) {
                line = 1;
                refuse("the file is empty; it begins with a header that names at least the columns start and end");
            }
        }

        private void header(List<String> names) {
            width = names.size();
            Map<String, Integer> found = new HashMap<>();
            for (int column = 0; column < width; column++) {
                String name = names.get(column).strip();
                if (COLUMNS.contains(name) && found.put(name, column) != null) {
                    refuse("the header names the column " + name + " twice");
                }
            }
            if (!found.keySet().containsAll(NEEDED)) {
                refuse("the header must name the columns start and end, was \""
                        + Shown.of(String.join(",", names)) + "\"");
            }
            if (problems.isEmpty()) {
                columns.putAll(found);
            }
        }

        private void incident(List<String> cells) {
            if (cells.size() != width) {
                refuse("a row has " + width + " cells, as the header has, this one has " + cells.size());
                return;
            }
            try {
                String given = cell(cells, ID);
                String id = given.isEmpty() ? "line-" + line : given;
                KnownIncident incident = new KnownIncident(
                        id, time(cells, START), time(cells, END), cell(cells, IMPACT), cell(cells, TITLE));
                Long other = lines.putIfAbsent(id, line);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "id \"" + Shown.of(id) + "\" is that of the incident on line " + other + " too");
                }
                incidents.put(id, incident);
            } catch (IllegalArgumentException e) {
                refuse(String.valueOf(e.getMessage()));
            }
        }

        private String cell(List<String> cells, String name) {
            Integer column = columns.get(name);
            return column == null ? "" : cells.get(column).strip();
        }

        private Instant time(List<String> cells, String name) {
            String text = cell(cells, name);
            if (text.isEmpty()) {
                throw new IllegalArgumentException(
                        name + " is missing" + (name.equals(END) ? "; an incident is listed when it is over" : ""));
            }
            try {
                return StartText.isNumber(text)
                        ? Instant.ofEpochSecond(StartText.number(name, text))
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw StartText.unreadable(name, text, e);
            }
        }

        private void told(IOException e) throws IOException {
            line++;
            if (e instanceof EOFException) {
                refuse("the compressed file is truncated: it ends in the middle of its data");
            } else if (e instanceof ZipException) {
                refuse("the compressed file is damaged: " + e.getMessage());
            } else {
                throw e;
            }
        }

        private void refuse(String reason) {
            problems.add(new Problem(Math.max(line, 1), reason));
        }
    }
}
