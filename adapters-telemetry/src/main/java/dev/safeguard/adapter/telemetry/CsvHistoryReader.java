package dev.safeguard.adapter.telemetry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.safeguard.application.port.HistoryReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;

/**
 * Reads histories from CSV files with the header {@code slo,start,good,total}, or from JSON Lines with the same names,
 * either of them plain or compressed with gzip. Which it is shows in the content; the file's name does not matter.
 *
 * <p>{@code start} is in ISO 8601 with an offset, or in seconds since 1970. Rows may come in any order, and of the same
 * bucket the last one counts. The resolution is the most common step between buckets that fits the starts. A file with
 * anything wrong in it is refused as a whole, with the first {@value Problems#MOST} things that are.
 */
public final class CsvHistoryReader implements HistoryReader {

    static final List<String> HEADER = List.of("slo", "start", "good", "total");

    private static final int BUFFER = 1 << 16;

    @Override
    public History read(Path file) {
        Problems problems = new Problems(file);
        Rows rows = new Rows(problems);
        try (InputStream content = content(file)) {
            readInto(rows, content, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        problems.throwIfAny();
        return rows.history();
    }

    private static void readInto(Rows rows, InputStream content, Problems problems) throws IOException {
        try {
            InputStream text = uncompressed(content);
            int first = firstCharacter(text);
            Reader reader = new InputStreamReader(text, StandardCharsets.UTF_8);
            if (first == -1) {
                problems.add(1, "the file is empty; it begins with the header " + String.join(",", HEADER));
            } else if (first == '{') {
                readJsonLines(rows, new BufferedReader(reader, BUFFER), problems);
            } else {
                readCsv(rows, reader, problems);
            }
        } catch (EOFException | ZipException e) {
            problems.add(rows.lastLine() + 1, damaged(e));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof EOFException || e.getCause() instanceof ZipException) {
                problems.add(rows.lastLine() + 1, damaged(e.getCause()));
            } else {
                throw e;
            }
        }
    }

    private static void readCsv(Rows rows, Reader reader, Problems problems) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(reader)) {
            boolean header = true;
            for (CsvRecord row : csv) {
                long line = row.getStartingLineNumber();
                if (header) {
                    header = false;
                    if (!row.getFields().equals(HEADER)) {
                        problems.add(
                                line,
                                "the header must be \"" + String.join(",", HEADER) + "\", was \""
                                        + String.join(",", row.getFields()) + "\"");
                        return;
                    }
                } else if (row.getFieldCount() != HEADER.size()) {
                    problems.add(line, "a row has " + HEADER.size() + " cells, this one has " + row.getFieldCount());
                } else {
                    rows.add(line, row.getField(0), row.getField(1), row.getField(2), row.getField(3));
                }
                if (problems.areEnough()) {
                    return;
                }
            }
        } catch (CsvParseException e) {
            problems.add(rows.lastLine() + 1, "this is no CSV from here on: " + e.getMessage());
        }
        if (rows.areNone() && problems.areNone()) {
            problems.add(2, "there are no rows below the header");
        }
    }

    private static void readJsonLines(Rows rows, BufferedReader reader, Problems problems) throws IOException {
        JsonRow json = new JsonRow();
        long line = 0;
        for (String text = reader.readLine(); text != null && !problems.areEnough(); text = reader.readLine()) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            try {
                json.read(text);
                rows.add(line, json.cell("slo"), json.cell("start"), json.cell("good"), json.cell("total"));
            } catch (JacksonException e) {
                problems.add(line, "this is no JSON: " + e.getOriginalMessage());
            } catch (IllegalArgumentException e) {
                problems.add(line, e);
            }
        }
    }

    private static InputStream content(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory, not a history");
        }
        return new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    private static InputStream uncompressed(InputStream content) throws IOException {
        content.mark(2);
        boolean gzip = content.read() == 0x1f && content.read() == 0x8b;
        content.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(content, BUFFER), BUFFER) : content;
    }

    /** Skips a byte order mark and looks at the first character that is no space, without taking it. */
    private static int firstCharacter(InputStream text) throws IOException {
        text.mark(3);
        boolean mark = text.read() == 0xEF && text.read() == 0xBB && text.read() == 0xBF;
        if (!mark) {
            text.reset();
        }
        text.mark(BUFFER);
        int next = text.read();
        for (int i = 1; i < BUFFER && next != -1 && Character.isWhitespace(next); i++) {
            next = text.read();
        }
        text.reset();
        return next;
    }

    private static String damaged(Throwable e) {
        return e instanceof EOFException
                ? "the compressed file is truncated: it ends in the middle of its data"
                : "the compressed file is damaged: " + e.getMessage();
    }
}
