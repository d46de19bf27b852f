package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.telemetry.FileSampleFeed.BadRows;
import dev.safeguard.adapter.telemetry.ObviousReader.Row;
import dev.safeguard.adapter.telemetry.ObviousReader.Verdict;
import dev.safeguard.adapter.telemetry.RandomHistories.Arrangement;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.SampleFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files made up at random are read as {@link ObviousReader} reads them, whatever way the feed has to go for it. */
final class RandomHistoriesTest {

    private static final int HISTORIES = 500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(BadRows.class)
    void aFeedHandsOutWhatTheRowsSay(BadRows badRows) throws IOException {
        Map<String, Integer> ways = new TreeMap<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomHistories random = new RandomHistories(seed);
            List<Row> rows = random.written(random.arranged(random.rows(), random.arrangement()), folder);
            List<Path> files = rows.stream().map(Row::file).distinct().toList();
            SampleFeed feed = new FileSampleFeed(files, badRows, Optional.empty(), random.limits());
            try {
                ways.merge(compared(ObviousReader.of(rows, badRows == BadRows.SKIP), feed), 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        for (String way : List.of(
                "refused",
                "BY_TIME at once",
                "BY_SLO at once",
                "BY_TIME begun again",
                "BY_SLO begun again",
                "sorted")) {
            assertTrue(ways.getOrDefault(way, 0) >= 5, () -> way + " was hardly compared: " + ways);
        }
    }

    @Test
    void theOrderOfRowsMakesNoDifference() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            RandomHistories random = new RandomHistories(seed);
            Map<String, Row> unrepeated = new TreeMap<>();
            random.rows().forEach(row -> unrepeated.put(row.slo() + "," + row.start(), row));
            Set<Optional<List<Object>>> histories = new HashSet<>();
            for (Arrangement arrangement : Arrangement.values()) {
                List<String> lines = new ArrayList<>(List.of("slo,start,good,total"));
                random.arranged(List.copyOf(unrepeated.values()), arrangement)
                        .forEach(row -> lines.add(
                                row.slo() + "," + row.start() + "," + row.good() + "," + row.total()));
                Path file = Files.write(folder.resolve("history"), lines);
                histories.add(history(
                        new FileSampleFeed(List.of(file), BadRows.REFUSE, Optional.empty(), random.limits())));
            }
            assertEquals(1, histories.size(), "seed " + seed);
        }
    }

    private static Optional<List<Object>> history(SampleFeed feed) {
        try {
            Heard heard = Heard.of(feed);
            return Optional.of(List.of(heard.samples(), heard.resolution()));
        } catch (MalformedHistoryException refused) {
            return Optional.empty();
        }
    }

    /** Says which way the feed went. */
    private static String compared(Verdict verdict, SampleFeed feed) {
        Heard heard = new Heard();
        SampleFeed.Facts facts;
        try {
            facts = feed.feed(heard);
        } catch (MalformedHistoryException refused) {
            List<String> told = new ArrayList<>();
            refused.byFile()
                    .forEach((file, problems) ->
                            problems.forEach(problem -> told.add(file + ":" + problem.line())));
            assertTrue(
                    verdict.samples().isEmpty() || !verdict.problems().isEmpty(),
                    "refused without a reason: " + refused.getMessage());
            if (!verdict.problems().isEmpty()) {
                assertEquals(
                        verdict.problems().stream().limit(Problems.MOST).toList(), told);
            }
            return "refused";
        }
        assertEquals(List.of(), verdict.problems());
        assertEquals(verdict.samples(), heard.samples());
        assertEquals(Duration.ofSeconds(verdict.resolution()), heard.resolution());
        assertEquals(verdict.samples().values().stream().mapToLong(Map::size).sum(), facts.samples());
        assertEquals(verdict.replaced(), facts.replaced());
        assertEquals(verdict.skipped(), facts.skipped());
        boolean sorted = facts.remarks().contains("rows are in no order: sorted first");
        return sorted ? "sorted" : heard.order() + (heard.begun() > 1 ? " begun again" : " at once");
    }
}
