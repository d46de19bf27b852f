package dev.safeguard.adapter.telemetry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.safeguard.adapter.telemetry.ReadAhead.Block;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Reads the rows of a file, CSV or JSON Lines, plain or compressed. Plain lines of CSV, which are nearly all there are,
 * are read as bytes and make no object; a line with anything unusual in it is read again as text, slowly and with
 * reasons.
 */
final class RowReader {

    static final List<String> HEADER = List.of("slo", "start", "good", "total");

    private static final String HEADER_LINE = String.join(",", HEADER);

    /** A number of so many digits is no number that anybody counts to, and fits a {@code long} all the same. */
    private static final int MOST_DIGITS = 18;

    /** With a NUL among so many bytes at the beginning, each letter takes two or four, or it is no text at all. */
    private static final int BEGINNING = 4;

    private static final String NO_TEXT =
            "this is no text in UTF-8; a history is CSV or JSON Lines, plain or compressed with gzip";
    private static final int REFUSED = -1;
    private static final byte[] NOTHING = {};

    private final SloTable slos;
    private final Problems problems;
    private final boolean lenient;
    private final Limits limits;
    private final RowSink out;
    private final StartText starts = new StartText();
    private final JsonRow json = new JsonRow();
    private final Unwrapped unwrapped = new Unwrapped();

    private int file;
    private long line;
    private long rows;
    private Form form = Form.CSV_HEADER;
    private boolean moreIsWanted = true;

    /** What the next line is. */
    private enum Form {
        CSV_HEADER,
        CSV_ROW,
        JSON_ROW
    }

    /**
     * @param problems takes in what is wrong
     * @param lenient whether to go on after wrong rows however many there are
     * @param out is handed what is right
     */
    RowReader(SloTable slos, Problems problems, boolean lenient, Limits limits, RowSink out) {
        this.slos = slos;
        this.problems = problems;
        this.lenient = lenient;
        this.limits = limits;
        this.out = out;
    }

    /**
     * Reads the file of this number, as far as rows of it are wanted.
     *
     * @return whether those of another one would be
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    boolean read(Path path, int number) {
        file = number;
        line = 0;
        rows = 0;
        Opened.read(path, "a history", content -> {
            try (ReadAhead blocks = new ReadAhead(content, limits)) {
                read(blocks);
            }
        });
        return moreIsWanted;
    }

    /** How many rows there are in the file that was read last, right and wrong ones. */
    long rows() {
        return rows;
    }

    private void read(ReadAhead blocks) throws IOException {
        Block block = blocks.first();
        int from = begin(block);
        boolean goesOn = from != REFUSED;
        boolean tooLong = false;
        while (goesOn) {
            int end = wholeLines(block, from);
            if (tooLong && end > from) {
                tooLong = false;
                line++;
                from = next(block.bytes, lineEnd(block.bytes, from), end);
            }
            goesOn = tooLong || lines(block.bytes, from, end);
            if (goesOn && block.failure.isPresent()) {
                told(block.failure.get());
            }
            if (block.last) {
                return;
            }
            if (!tooLong && block.end - end > limits.line()) {
                tooLong = true;
                goesOn &= refuseLongLine();
            }
            byte[] rest = tooLong ? NOTHING : Arrays.copyOfRange(block.bytes, end, block.end);
            if (goesOn) {
                block = blocks.after(block);
                from = block.begin - rest.length;
                System.arraycopy(rest, 0, block.bytes, from, rest.length);
            }
        }
    }

    /** Refuses what cannot be decompressed; what cannot be read at all is another matter. */
    private void told(IOException e) throws IOException {
        if (e instanceof EOFException) {
            refuse(line + 1, "the compressed file is truncated: it ends in the middle of its data");
        } else if (e instanceof ZipException) {
            refuse(line + 1, "the compressed file is damaged: " + e.getMessage());
        } else {
            throw e;
        }
    }

    /** Sees from the first block what the file is; returns where its first line begins. */
    private int begin(Block block) {
        byte[] bytes = block.bytes;
        int from = block.begin;
        int end = block.end;
        if (end - from >= 2 && isUtf16(bytes[from], bytes[from + 1])) {
            refuseFile(1, "this is UTF-16; a history is text in UTF-8");
            return REFUSED;
        }
        if (end - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF) {
            from += 3;
        }
        int first = from;
        while (first < end && Character.isWhitespace(bytes[first])) {
            first++;
        }
        if (first == end && block.last && block.failure.isEmpty()) {
            refuseFile(1, "the file is empty; it begins with the header " + HEADER_LINE);
            return REFUSED;
        }
        if (hasNul(bytes, from, Math.min(end, from + BEGINNING))) {
            refuseFile(1, NO_TEXT);
            return REFUSED;
        }
        form = first < end && bytes[first] == '{' ? Form.JSON_ROW : Form.CSV_HEADER;
        return from;
    }

    /** Reads whole lines; returns whether the file is worth going on with. */
    private boolean lines(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (form == Form.CSV_ROW) {
                at = plainRows(bytes, at, end);
            }
            if (at < end && moreIsWanted) {
                int to = lineEnd(bytes, at);
                if (!isUnwrapped(bytes, at, to)) {
                    line++;
                    if (!line(bytes, at, to)) {
                        return false;
                    }
                }
                at = next(bytes, to, end);
            }
            if (!moreIsWanted) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads rows of CSV up to the first line that is not plainly one; returns where that begins. The last byte before
     * the end is the end of a line, so that nothing here runs beyond it.
     */
    private int plainRows(byte[] bytes, int from, int end) {
        int at = from;
        long place = Place.of(file, line);
        while (at < end) {
            int hash = 0;
            int p = at;
            while (bytes[p] > ',') {
                hash = SloTable.hash(hash, bytes[p]);
                p++;
            }
            int nameEnd = p;
            if (bytes[p] != ',') {
                break;
            }

            int cell = ++p;
            long start = 0;
            while (isDigit(bytes[p])) {
                start = 10 * start + bytes[p] - '0';
                p++;
            }
            if (bytes[p] == '-' && p - cell == 4) {
                start = starts.plain(bytes, cell);
                p = cell + StartText.SHAPE.length();
            } else if (isOddNumber(p - cell)) {
                break;
            }
            if (start == StartText.NONE || start > StartText.LATEST || bytes[p] != ',') {
                break;
            }

            cell = ++p;
            long good = 0;
            while (isDigit(bytes[p])) {
                good = 10 * good + bytes[p] - '0';
                p++;
            }
            if (isOddNumber(p - cell) || bytes[p] != ',') {
                break;
            }

            cell = ++p;
            long total = 0;
            while (isDigit(bytes[p])) {
                total = 10 * total + bytes[p] - '0';
                p++;
            }
            if (isOddNumber(p - cell) || good > total || total > Sample.MAX_TOTAL || !isLineEnd(bytes[p])) {
                break;
            }

            int slo = slos.number(bytes, at, nameEnd, hash);
            if (slo == SloTable.NONE) {
                break;
            }
            at = next(bytes, p, end);
            place++;
            rows++;
            if (!out.row(slo, start, good, total, place)) {
                moreIsWanted = false;
                break;
            }
        }
        line = Place.line(place);
        return at;
    }

    /** Reads a line that is plain but for its wrapping, if it is. */
    private boolean isUnwrapped(byte[] bytes, int from, int to) {
        boolean isPlain =
                switch (form) {
                    case CSV_HEADER -> false;
                    case CSV_ROW -> unwrapped.isQuoted(bytes, from, to);
                    case JSON_ROW -> unwrapped.isJson(bytes, from, to);
                };
        return isPlain && plainRows(unwrapped.bytes, 0, unwrapped.end()) > 0;
    }

    /** Reads one line of any kind; returns whether the file is worth going on with. */
    private boolean line(byte[] bytes, int from, int to) {
        if (from == to) {
            return true;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return switch (form) {
            case CSV_HEADER -> header(text);
            case CSV_ROW -> csvRow(text);
            case JSON_ROW -> text.isBlank() || jsonRow(text);
        };
    }

    private boolean header(String text) {
        if (text.chars().anyMatch(letter -> letter != '\t' && !Shown.isPrintable(letter))) {
            refuseFile(line, NO_TEXT);
            return false;
        }
        Optional<List<String>> cells = cells(text);
        if (cells.isPresent() && !cells.get().equals(HEADER)) {
            refuseFile(
                    line,
                    "the header must be \"" + HEADER_LINE + "\", was \""
                            + Shown.of(String.join(",", cells.get())) + "\"");
        }
        form = Form.CSV_ROW;
        return cells.filter(HEADER::equals).isPresent();
    }

    private boolean csvRow(String text) {
        rows++;
        if (text.indexOf('\0') >= 0) {
            return refuse(line, "there is a NUL byte in this line; the file is damaged, or no text");
        }
        Optional<List<String>> found = cells(text);
        if (found.isEmpty()) {
            return lenient;
        }
        List<String> cells = found.get();
        if (cells.size() != HEADER.size()) {
            return refuse(line, "a row has " + HEADER.size() + " cells, this one has " + cells.size());
        }
        return row(cells);
    }

    private boolean jsonRow(String text) {
        rows++;
        List<String> cells;
        try {
            json.read(text);
            cells = HEADER.stream().map(json::cell).toList();
        } catch (IllegalArgumentException e) {
            return refuse(line, String.valueOf(e.getMessage()));
        }
        return row(cells);
    }

    private boolean row(List<String> cells) {
        int number;
        Sample sample;
        try {
            number = slos.number(cells.get(0));
            EventCounts counts = new EventCounts(number("good", cells.get(2)), number("total", cells.get(3)));
            Instant start = Instant.ofEpochSecond(starts.seconds(cells.get(1)));
            sample = new Sample(slos.name(number), start, counts);
        } catch (IllegalArgumentException e) {
            return refuse(line, String.valueOf(e.getMessage()));
        }
        moreIsWanted = out.row(
                number,
                sample.start().getEpochSecond(),
                sample.counts().good(),
                sample.counts().total(),
                Place.of(file, line));
        return moreIsWanted;
    }

    /** The cells of a line, unless it is no CSV, which is then refused. */
    private Optional<List<String>> cells(String text) {
        if (text.indexOf('"') < 0) {
            return Optional.of(Arrays.asList(text.split(",", -1)));
        }
        try {
            return Optional.of(CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .ofSingleCsvRecord(text)
                    .getFields());
        } catch (CsvParseException e) {
            refuse(
                    line,
                    "this is no CSV from here on: a quote is opened and not closed, or closed before the cell ends, in "
                            + Shown.of(text));
            return Optional.empty();
        }
    }

    private boolean refuse(long atLine, String reason) {
        problems.add(Place.of(file, atLine), reason);
        moreIsWanted = lenient || !problems.areEnough();
        return moreIsWanted;
    }

    /** Refuses a whole file. */
    private void refuseFile(long atLine, String reason) {
        problems.addFatal(Place.of(file, atLine), reason);
        moreIsWanted = !problems.areEnough();
    }

    private boolean refuseLongLine() {
        String reason = "a line is longer than " + limits.line() + " bytes";
        if (form == Form.CSV_HEADER) {
            refuseFile(line + 1, reason);
            return false;
        }
        return refuse(line + 1, reason);
    }

    private static long number(String name, String text) {
        try {
            if (StartText.isNumber(text)) {
                return Long.parseLong(text);
            }
            throw new NumberFormatException();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was \"" + Shown.of(text) + "\"", e);
        }
    }

    /** Where the whole lines in a block end; what has no line end at the very end of the file is given one. */
    private static int wholeLines(Block block, int from) {
        int end = block.end;
        byte[] bytes = block.bytes;
        if (block.last && block.failure.isEmpty()) {
            if (end > from && !isLineEnd(bytes[end - 1])) {
                bytes[end] = '\n';
                end++;
            }
            return end;
        }
        // A carriage return that comes last may be half of a line end.
        for (int at = end - 1; at >= from; at--) {
            if (bytes[at] == '\n' || (bytes[at] == '\r' && at < end - 1)) {
                return at + 1;
            }
        }
        return from;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (!isLineEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Where the next line begins, given where this one ends. */
    private static int next(byte[] bytes, int lineEnd, int end) {
        boolean two = bytes[lineEnd] == '\r' && lineEnd + 1 < end && bytes[lineEnd + 1] == '\n';
        return lineEnd + (two ? 2 : 1);
    }

    private static boolean isLineEnd(byte letter) {
        return letter == '\n' || letter == '\r';
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isOddNumber(int digits) {
        return digits == 0 || digits > MOST_DIGITS;
    }

    private static boolean isUtf16(byte first, byte second) {
        return (first == (byte) 0xFE && second == (byte) 0xFF) || (first == (byte) 0xFF && second == (byte) 0xFE);
    }

    private static boolean hasNul(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }
}
