package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.telemetry.FileSampleFeed.BadRows;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.application.testkit.SampleFeedContract;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSampleFeedTest {

    private static final String HEADER = "slo,start,good,total\n";
    private static final long TEN = 1_772_445_600;
    private static final String SORTED = "rows are in no order: sorted first";

    /** Looks at four rows before it says anything, so that what comes after them can be a surprise. */
    private static final Limits SHORT = new Limits(4, 1, 1_000, 256, 200);

    @TempDir
    private Path folder;

    @Nested
    class OfTimes extends SampleFeedContract {
        @Override
        protected SampleFeed feedOf(List<Sample> samples) {
            return feed(samples.stream().sorted(Comparator.comparing(Sample::start)).toList());
        }
    }

    @Nested
    class OfSlos extends SampleFeedContract {
        @Override
        protected SampleFeed feedOf(List<Sample> samples) {
            return feed(samples.stream()
                    .sorted(Comparator.comparing((Sample sample) -> sample.slo().value())
                            .thenComparing(Sample::start))
                    .toList());
        }
    }

    @Nested
    class Backwards extends SampleFeedContract {
        @Override
        protected SampleFeed feedOf(List<Sample> samples) {
            return feed(samples.stream()
                    .sorted(Comparator.comparing(Sample::start).reversed())
                    .toList());
        }
    }

    private SampleFeed feed(List<Sample> samples) {
        Path file = folder.resolve("contract.csv.gz");
        new CsvHistoryWriter().write(samples, file);
        return new FileSampleFeed(List.of(file), BadRows.REFUSE, Optional.empty(), SHORT);
    }

    @Test
    void rowsInOrderAreHandedOutAsTheyCome() {
        Heard byTime =
                Heard.of(feed(rows("a", 0), rows("b", 0), rows("a", 1), rows("b", 1), rows("a", 2), rows("b", 2)));
        assertEquals(Order.BY_TIME, byTime.order());
        Heard bySlo = Heard.of(feed(rows("a", 0, 1, 2), rows("b", 0, 1, 2)));
        assertEquals(Order.BY_SLO, bySlo.order());
        assertEquals(byTime.samples().keySet(), bySlo.samples().keySet());
        assertEquals(1, byTime.begun());
        assertEquals(1, bySlo.begun());
    }

    @Test
    void anSloThatJoinsLaterMakesTheHistoryBeginAgainByTime() {
        String together = rows("b", 5) + rows("a", 6) + rows("b", 6) + rows("a", 7) + rows("b", 7);
        Heard heard = Heard.of(feed(rows("a", 0, 1, 2, 3, 4, 5), together));
        assertEquals(Order.BY_TIME, heard.order());
        assertEquals(2, heard.begun());
        assertEquals(11, heard.samples().values().stream().mapToInt(Map::size).sum());
    }

    @Test
    void anSloAfterTheOtherMakesTheHistoryBeginAgainBySlo() {
        Heard heard = Heard.of(feed(rows("a", 0), rows("b", 0, 1, 2, 3, 4), rows("c", 1, 2, 3)));
        assertEquals(Order.BY_SLO, heard.order());
        assertEquals(2, heard.begun());
    }

    @Test
    void rowsInNoOrderAreSortedAndThatIsSaid() {
        Heard heard = new Heard();
        SampleFeed.Facts facts = feed(rows("a", 0, 1, 2, 3, 4, 5, 4, 9), rows("b", 3), rows("a", 8)).feed(heard);
        assertEquals(List.of(SORTED), facts.remarks());
        assertEquals(9, facts.samples());
        assertEquals(1, facts.replaced());
        assertEquals(
                new EventCounts(6, 100),
                heard.samples().get(new SloName("a")).get(TEN + 240),
                "the last row of a bucket counts");
    }

    @Test
    void ofTheSameBucketTheLastRowCountsAndTheOthersAreCounted() {
        SampleFeed.Facts facts = feed(rows("a", 0, 0, 1, 1, 1, 2, 3, 4, 4)).feed(new Heard());
        assertEquals(5, facts.samples());
        assertEquals(4, facts.replaced());
    }

    @Test
    void severalFilesAreOneHistoryInTheOrderGiven() {
        Path first = write(rows("a", 0, 1, 2, 3));
        Path second = write(rows("a", 3, 4, 5).replace(",0,100", ",77,100"));
        Heard heard = new Heard();
        assertEquals(1, feed(first, second).feed(heard).replaced());
        assertEquals(new EventCounts(77, 100), heard.samples().get(new SloName("a")).get(TEN + 180));
        assertEquals(List.of(SORTED), feed(second, first).feed(heard).remarks());
        assertEquals(new EventCounts(3, 100), heard.samples().get(new SloName("a")).get(TEN + 180));
    }

    @Test
    void aProblemIsToldWithItsFile() {
        Path good = write(rows("a", 0, 1, 2));
        Path bad = write(rows("a", 3) + "a,never,1,1\n" + rows("a", 4));
        Path worse = write("good,bad\n" + rows("a", 5));
        MalformedHistoryException refused =
                assertThrows(MalformedHistoryException.class, () -> feed(good, bad, worse).feed(new Heard()));
        assertEquals(List.of(bad, worse), List.copyOf(refused.byFile().keySet()));
        assertEquals(List.of(3L), refused.byFile().get(bad).stream().map(Problem::line).toList());
        assertEquals(2, refused.problems().size());
        assertTrue(refused.getMessage().startsWith(bad + ":3: start must be a time"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("(and 1 more)"), refused.getMessage());
    }

    @Test
    void aFileWithoutRowsAmongOthersIsRemarkedUpon() {
        Path bare = write("");
        SampleFeed.Facts facts = feed(write(rows("a", 0, 1)), bare).feed(new Heard());
        assertEquals(2, facts.samples());
        assertEquals(List.of(bare + " has no rows below its header"), facts.remarks());
        MalformedHistoryException refused = assertThrows(
                MalformedHistoryException.class, () -> feed(bare, write("")).feed(new Heard()));
        assertEquals(2, refused.byFile().size());
    }

    @Test
    void badRowsCanBePassedOver() {
        String rows = rows("a", 0, 1, 2) + "a,never,1,1\n" + rows("a", 3) + "a," + (TEN + 30) + ",1,1\n" + "\"a\n"
                + rows("a", 4, 5, 6, 7, 8, 9);
        Path file = write(rows);
        SampleFeed.Facts facts = lenient(file).feed(new Heard());
        assertEquals(10, facts.samples());
        assertEquals(3, facts.skipped());
        assertTrue(
                facts.remarks().contains("skipped " + file
                        + ":7: start 2026-03-02T10:00:30Z is not on a bucket boundary;"
                        + " buckets in this file are 1m long"),
                facts.remarks().toString());
        assertThrows(MalformedHistoryException.class, () -> feed(file).feed(new Heard()));
    }

    @Test
    void ofManyBadRowsTheFirstAreRemarkedUpon() {
        String bad = "a,never,1,1\n".repeat(50);
        Path file = write(bad + rows("a", 0, 1, 2));
        SampleFeed.Facts facts = lenient(file).feed(new Heard());
        assertEquals(50, facts.skipped());
        assertEquals(6, facts.remarks().size());
        assertEquals("skipped 45 more", facts.remarks().getLast());
        MalformedHistoryException refused =
                assertThrows(MalformedHistoryException.class, () -> lenient(write(bad)).feed(new Heard()));
        assertEquals(Problems.MOST, refused.problems().size());
    }

    @Test
    void anSloThatHasOnlyBadRowsIsNotTold() {
        Path file = write("bad,never,1,1\n" + rows("a", 0, 1) + "bad," + TEN + ",2,1\n" + rows("b", 0, 1));
        assertEquals(2, heard(lenient(file)).samples().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other,header\na,1,1,1\n", "\0\0\0\0"})
    void aFileThatIsNoHistoryIsNotPassedOver(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("none"), content);
        assertThrows(
                MalformedHistoryException.class,
                () -> lenient(write(rows("a", 0, 1)), file).feed(new Heard()));
    }

    @Test
    void mixedResolutionsAreNotPassedOver() {
        Path file = write(rows("a", IntStream.range(0, 30).toArray()) + rows("b", 0, 5, 10, 15));
        MalformedHistoryException refused =
                assertThrows(MalformedHistoryException.class, () -> lenient(file).feed(new Heard()));
        assertEquals(33, refused.problems().getFirst().line());
    }

    @Test
    void theResolutionOfAllRowsCountsWhateverTheFirstOnesSay() {
        // Five minutes apart at first, and only one minute later.
        Heard heard = Heard.of(feed(rows("a", 0, 5, 10, 15, 20), rows("a", IntStream.range(21, 60).toArray())));
        assertEquals(Duration.ofMinutes(1), heard.resolution());
        assertEquals(2, heard.begun());
        assertEquals(44, heard.samples().get(new SloName("a")).size());
    }

    @Test
    void aResolutionThatIsGivenIsNotInferred() {
        Path file = write(rows("a", 0, 5, 10, 20, 25));
        assertEquals(Duration.ofMinutes(5), heard(given(file, Duration.ofMinutes(5))).resolution());
        assertEquals(
                List.of(new Problem(
                        3, "mixed resolutions: from here on buckets of a are 5m apart, but 1m was asked for")),
                assertThrows(
                                MalformedHistoryException.class,
                                () -> given(write(rows("a", 0, 5, 10)), Duration.ofMinutes(1)).feed(new Heard()))
                        .problems());
        assertEquals(
                3,
                assertThrows(
                                MalformedHistoryException.class,
                                () -> given(file, Duration.ofMinutes(20)).feed(new Heard()))
                        .problems()
                        .size());
        assertThrows(IllegalArgumentException.class, () -> given(file, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> given(file, Duration.ofMillis(1500)));
    }

    @Test
    void aHundredThousandSlosAreReadInEitherOrder() throws IOException {
        int slos = 100_000;
        StringBuilder byTime = new StringBuilder(HEADER);
        StringBuilder bySlo = new StringBuilder(HEADER);
        for (int i = 0; i < 2 * slos; i++) {
            byTime.append("team-" + i % slos + "/availability," + (TEN + i / slos * 300L) + ",9,10\n");
            bySlo.append("team-" + i / 2 + "/availability," + (TEN + i % 2 * 300L) + ",9,10\n");
        }
        for (StringBuilder text : List.of(byTime, bySlo)) {
            Path file = Files.writeString(folder.resolve("many"), text);
            Counting counting = new Counting();
            SampleFeed.Facts facts = new FileSampleFeed(List.of(file)).feed(counting);
            assertEquals(2L * slos, facts.samples());
            assertEquals(List.of(), facts.remarks());
            assertEquals(
                    List.of(text == byTime ? Order.BY_TIME : Order.BY_SLO, Duration.ofMinutes(5), slos, 1),
                    List.of(counting.order, counting.resolution, counting.slos, counting.begun));
        }
    }

    @Test
    void noThreadIsLeftBehindWhateverHappens() throws IOException {
        String text = HEADER + rows("a", IntStream.range(0, 50_000).toArray());
        Path file = Files.writeString(folder.resolve("long"), text);
        IllegalStateException enough = new IllegalStateException("enough");
        SampleFeed.Sink refusing = new Counting() {
            @Override
            public void sample(int slo, long start, long good, long total) {
                if (start > TEN + 60 * 30_000L) {
                    assertTrue(readers() > 0, "a file of this size is read ahead");
                    throw enough;
                }
            }
        };
        SampleFeed feed = new FileSampleFeed(List.of(file));
        assertEquals(enough, assertThrows(IllegalStateException.class, () -> feed.feed(refusing)));
        assertEquals(0, readers());
        feed.feed(new Heard());
        assertEquals(0, readers());
    }

    @Test
    void anInterruptionEndsTheReadingAndIsHandedOn() throws IOException {
        Path file = Files.writeString(folder.resolve("long"), HEADER + rows("a", IntStream.range(0, 50_000).toArray()));
        Counting interrupting = new Counting() {
            @Override
            public void sample(int slo, long start, long good, long total) {
                Thread.currentThread().interrupt();
            }
        };
        UncheckedIOException interrupted = assertThrows(
                UncheckedIOException.class, () -> new FileSampleFeed(List.of(file)).feed(interrupting));
        assertTrue(Thread.interrupted(), "the thread stays interrupted");
        assertEquals(file + " was not read to its end: interrupted", interrupted.getMessage());
        assertEquals(0, readers());
    }

    @Test
    void aHistoryIsInSomeFile() {
        assertThrows(IllegalArgumentException.class, () -> new FileSampleFeed(List.of()));
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("history-reader"))
                .count();
    }

    private static Heard heard(SampleFeed feed) {
        return Heard.of(feed);
    }

    private SampleFeed feed(String... rows) {
        return feed(write(String.join("", rows)));
    }

    private static SampleFeed feed(Path... files) {
        return new FileSampleFeed(List.of(files), BadRows.REFUSE, Optional.empty(), SHORT);
    }

    private static SampleFeed lenient(Path... files) {
        return new FileSampleFeed(List.of(files), BadRows.SKIP, Optional.empty(), SHORT);
    }

    private static SampleFeed given(Path file, Duration resolution) {
        return new FileSampleFeed(List.of(file), BadRows.REFUSE, Optional.of(resolution));
    }

    private Path write(String rows) {
        try {
            return Files.writeString(Files.createTempFile(folder, "history", ".csv"), HEADER + rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row for each of these minutes; the good events of a row are its position in the list. */
    private static String rows(String slo, int... minutes) {
        return IntStream.range(0, minutes.length)
                .mapToObj(i -> slo + "," + (TEN + 60L * minutes[i]) + "," + i % 100 + ",100\n")
                .collect(Collectors.joining());
    }

    /** Counts what it is fed, and keeps nothing. */
    private static class Counting implements SampleFeed.Sink {

        private Order order = Order.BY_TIME;
        private Duration resolution = Duration.ZERO;
        private int begun;
        private int slos;

        @Override
        public void begin(Order told, Duration length) {
            order = told;
            resolution = length;
            begun++;
            slos = 0;
        }

        @Override
        public void slo(int number, SloName name) {
            slos++;
        }

        @Override
        public void sample(int slo, long start, long good, long total) {}
    }
}
