package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectedRowsTest {

    /** Close to each other, too far for four bytes from each other, and too far for the sorting of neighbours. */
    @ParameterizedTest
    @ValueSource(longs = {100_000L, 4_000_000_000L, 253_402_300_799L})
    void rowsComeBackAsTheyWereAndSorted(long range) {
        SplittableRandom random = new SplittableRandom(range);
        CollectedRows collected = new CollectedRows();
        List<List<Long>> rows = new ArrayList<>();
        long line = 2;
        for (int i = 0; i < 30_000; i++) {
            line += random.nextInt(50) == 0 ? 2 : 1;
            List<Long> row = List.of(
                    (long) random.nextInt(5),
                    random.nextLong(range) - range / 2,
                    random.nextLong(i % 100 == 0 ? 10_000_000_000_000L : 100),
                    random.nextLong(100),
                    Place.of(i / 10_000, line));
            rows.add(row);
            collected.row(Math.toIntExact(row.get(0)), row.get(1), row.get(2), row.get(3), row.get(4));
        }
        List<List<Long>> told = new ArrayList<>();
        collected.inTheOrderTheyCame(
                (slo, start, good, total, place) -> told.add(List.of((long) slo, start, good, total, place)));
        assertEquals(rows, told);

        told.clear();
        collected
                .sorted()
                .handOut((slo, start, good, total, place) -> told.add(List.of((long) slo, start, good, total, place)));
        rows.sort(Comparator.comparing((List<Long> row) -> row.get(0)).thenComparing(row -> row.get(1)));
        assertEquals(rows, told);
    }

    @Test
    void whoWantsNoMoreIsHandedNoMore() {
        CollectedRows collected = new CollectedRows();
        collected.row(0, 0, 1, 2, 3);
        collected.row(0, 60, 1, 2, 4);
        List<Long> told = new ArrayList<>();
        collected.inTheOrderTheyCame((slo, start, good, total, place) -> {
            told.add(start);
            return false;
        });
        collected.sorted().handOut((slo, start, good, total, place) -> {
            told.add(start);
            return false;
        });
        assertEquals(List.of(0L, 0L), told);
    }
}
