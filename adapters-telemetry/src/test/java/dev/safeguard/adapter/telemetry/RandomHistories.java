package dev.safeguard.adapter.telemetry;

import dev.safeguard.adapter.telemetry.ObviousReader.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Makes histories up, and files of them, as unlike each other as files of different people are. */
final class RandomHistories {

    enum Arrangement {
        BY_TIME,
        BY_SLO,
        NEARLY_BY_TIME,
        NEARLY_BY_SLO,
        SHUFFLED
    }

    private static final long TEN = Instant.parse("2026-03-02T10:00:00Z").getEpochSecond();
    private static final long[] RESOLUTIONS = {1, 10, 60, 60, 60, 300, 3600};
    private static final List<String> NAMES =
            List.of("a", "assistant/availability", "assistant/latency", "B-7.x_y", "0", "n".repeat(100));
    private static final List<String> WRONG = List.of(
            "chat answers,1772442000,1,1",
            "chat,yesterday,1,1",
            "chat,1772442000,2,1",
            "chat,1772442000,1",
            "chat,1772442000,1,1,",
            "chat,1772442000,-1,1",
            "chat,1772442000,+1,1",
            "chat,1772442000,1,1.5",
            "never,1772442000,1,99999999999999999999",
            ",1772442000,1,1",
            " chat,1772442000,1,1",
            "chat,1772442000000,1,1",
            "chat\0,1772442000,1,1",
            "\"chat\",\"1772442000\",\"1\"",
            "w".repeat(500));

    private final SplittableRandom random;

    RandomHistories(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Rows that are right in themselves, by SLO and time; they know no file yet. */
    List<Row> rows() {
        long resolution = RESOLUTIONS[random.nextInt(RESOLUTIONS.length)];
        boolean mixed = chance(10);
        boolean strays = chance(8);
        boolean late = chance(3);
        List<Row> rows = new ArrayList<>();
        List<String> names = new ArrayList<>(NAMES);
        for (int slos = random.nextInt(1, NAMES.size()); slos > 0; slos--) {
            String slo = names.remove(random.nextInt(names.size()));
            long step = mixed && chance(3) ? 5 * resolution : resolution;
            long start = Math.floorDiv(TEN, 3600 * 5) * 3600 * 5 + random.nextInt(late ? 40 : 4) * step;
            for (int left = random.nextInt(1, 60); left > 0; left--) {
                rows.add(row(slo, start + (strays && chance(10) ? resolution / 2 : 0)));
                if (chance(20)) {
                    rows.add(row(slo, start));
                }
                start += step * (chance(10) ? random.nextInt(2, 7) : 1);
            }
        }
        return rows;
    }

    /** The same rows one after the other in some way; of the same bucket they stay in order, unless shuffled. */
    List<Row> arranged(List<Row> rows, Arrangement arrangement) {
        List<Row> arranged = new ArrayList<>(rows);
        switch (arrangement) {
            case BY_TIME, NEARLY_BY_TIME -> arranged.sort(Comparator.comparingLong(Row::start));
            case BY_SLO, NEARLY_BY_SLO -> {}
            case SHUFFLED -> {
                for (int i = arranged.size() - 1; i > 0; i--) {
                    swap(arranged, i, random.nextInt(i + 1));
                }
            }
        }
        if (arrangement == Arrangement.NEARLY_BY_TIME || arrangement == Arrangement.NEARLY_BY_SLO) {
            swap(arranged, random.nextInt(arranged.size()), random.nextInt(arranged.size()));
        }
        return arranged;
    }

    Arrangement arrangement() {
        return chance(2)
                ? chance(2) ? Arrangement.BY_TIME : Arrangement.BY_SLO
                : Arrangement.values()[random.nextInt(Arrangement.values().length)];
    }

    Limits limits() {
        return new Limits(
                random.nextInt(1, 30),
                random.nextInt(5),
                random.nextInt(10, 60),
                random.nextInt(64, 300),
                random.nextInt(300, 400));
    }

    /** Writes the rows to a few files in this folder, wrong ones among them; returns all rows, with their places. */
    List<Row> written(List<Row> rows, Path folder) throws IOException {
        boolean wrong = chance(4);
        List<Row> written = new ArrayList<>();
        int files = random.nextInt(1, 4);
        for (int file = 0; file < files; file++) {
            List<Row> share = rows.subList(rows.size() * file / files, rows.size() * (file + 1) / files);
            if (!share.isEmpty()) {
                written.addAll(written(share, folder.resolve("part-" + file), wrong));
            }
        }
        return written;
    }

    private List<Row> written(List<Row> rows, Path file, boolean wrong) throws IOException {
        boolean json = chance(4);
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        List<Row> written = new ArrayList<>();
        StringBuilder text = new StringBuilder(chance(4) ? "\uFEFF" : "");
        int line = 1;
        if (!json) {
            text.append(chance(8) ? "\"slo\",start,\"good\",total" : "slo,start,good,total").append(end);
            line++;
        }
        for (Row row : rows) {
            if (wrong && chance(12) && (!json || !written.isEmpty())) {
                text.append(WRONG.get(random.nextInt(WRONG.size()))).append(end);
                written.add(new Row(file, line, "", 0, 0, 0, Optional.of("wrong")));
                line++;
            }
            if (chance(30)) {
                text.append(end);
                line++;
            }
            text.append(json ? json(row) : csv(row)).append(end);
            written.add(new Row(file, line, row.slo(), row.start(), row.good(), row.total(), row.wrong()));
            line++;
        }
        if (chance(3)) {
            text.setLength(text.length() - end.length());
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(file, chance(3) ? gzip(bytes) : bytes);
        return written;
    }

    private String csv(Row row) {
        String[] cells = {row.slo(), start(row.start()), String.valueOf(row.good()), String.valueOf(row.total())};
        if (chance(10)) {
            int quoted = random.nextInt(cells.length);
            cells[quoted] = "\"" + cells[quoted] + "\"";
        }
        return String.join(",", cells);
    }

    private String json(Row row) {
        List<String> members = new ArrayList<>(List.of(
                "\"slo\":\"" + row.slo() + "\"",
                chance(2) ? "\"start\":" + row.start() : "\"start\": \"" + start(row.start()) + "\"",
                "\"good\":" + row.good(),
                "\"total\" : " + row.total()));
        swap(members, random.nextInt(4), random.nextInt(4));
        return "{" + String.join(",", members) + "}";
    }

    private String start(long seconds) {
        Instant start = Instant.ofEpochSecond(seconds);
        return switch (random.nextInt(4)) {
            case 0 -> String.valueOf(seconds);
            case 1 -> start.atOffset(ZoneOffset.ofHoursMinutes(5, 45)).toString();
            default -> start.toString();
        };
    }

    private Row row(String slo, long start) {
        long total = chance(10) ? random.nextLong(10_000_000_000_000L) : random.nextInt(1000);
        long good = chance(5) ? total : random.nextLong(total + 1);
        return new Row(Path.of(""), 0, slo, start, good, total, Optional.empty());
    }

    /** The bytes compressed, sometimes as several members. */
    private byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        int cut = chance(2) ? random.nextInt(bytes.length) : 0;
        for (byte[] member : List.of(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length))) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(member);
            }
        }
        return compressed.toByteArray();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private static <T> void swap(List<T> list, int one, int other) {
        T kept = list.get(one);
        list.set(one, list.get(other));
        list.set(other, kept);
    }
}
