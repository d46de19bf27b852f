package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.slo.Sample;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written into a blob is read out of it, and nothing else is. */
final class BlobTest {

    @Test
    void numbersOfAnySizeComeBack() throws DamagedBlobException {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(200);
            long[] plain = numbers(random, rows);
            long[] steps = numbers(random, rows);
            byte[] blob = new BlobWriter(rows).steps(steps, 0).column(plain, 0).seal(seed);
            BlobReader reader = new BlobReader(blob, seed);
            long[] readSteps = new long[rows + 3];
            long[] readPlain = new long[rows + 3];
            reader.steps(readSteps, 3);
            reader.column(readPlain, 3);
            reader.end();
            assertEquals(rows, reader.rows());
            assertArrayEquals(steps, Arrays.copyOfRange(readSteps, 3, rows + 3), "steps of seed " + seed);
            assertArrayEquals(plain, Arrays.copyOfRange(readPlain, 3, rows + 3), "column of seed " + seed);
        }
    }

    @Test
    void equalNumbersAndEvenStepsTakeNoRoom() {
        long[] minutes = new long[1440];
        Arrays.setAll(minutes, i -> 60L * i);
        int one = new BlobWriter(1).steps(minutes, 0).column(new long[1], 0).seal().length;
        assertEquals(one, new BlobWriter(1440).steps(minutes, 0).column(new long[1440], 0).seal().length);
    }

    @Test
    void numbersThatAreFartherApartThanAnyCountsAreRefused() {
        long[] apart = {Long.MIN_VALUE / 4, 0, Long.MAX_VALUE / 4};
        assertThrows(IllegalArgumentException.class, () -> new BlobWriter(3).column(apart, 0));
        long[] overflowing = {Long.MIN_VALUE, Long.MAX_VALUE};
        assertThrows(ArithmeticException.class, () -> new BlobWriter(2).column(overflowing, 0));
    }

    @Test
    void everyBitThatIsAnotherIsFound() {
        byte[] blob = new BlobWriter(5).column(new long[] {1, 2, 30, 4, 5}, 0).seal(7, 8);
        for (int bit = 0; bit < 8 * blob.length; bit++) {
            byte[] damaged = blob.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(damaged);
        }
    }

    @Test
    void aBlobThatIsCutOffOrTooLongIsFound() {
        byte[] blob = new BlobWriter(5).column(new long[] {1, 2, 30, 4, 5}, 0).seal(7, 8);
        for (int length = 0; length < 2 * blob.length; length++) {
            if (length != blob.length) {
                assertDamaged(Arrays.copyOf(blob, length));
            }
        }
    }

    @Test
    void aBlobIsNotTakenForThatOfSomethingElse() {
        byte[] blob = new BlobWriter(1).column(new long[] {1}, 0).seal(7, 8);
        DamagedBlobException damage = assertThrows(DamagedBlobException.class, () -> new BlobReader(blob, 7, 9));
        assertEquals("its checksum is another", damage.getMessage());
    }

    @Test
    void anotherFormatIsNamed() {
        byte[] blob = new BlobWriter(1).column(new long[] {1}, 0).seal();
        blob[0] = 2;
        DamagedBlobException damage = assertThrows(DamagedBlobException.class, () -> new BlobReader(blob));
        assertEquals("its format is 2, not 1", damage.getMessage());
    }

    @Test
    void onlyWhatWasWrittenIsReadOutOfAWholeBlob() throws DamagedBlobException {
        byte[] blob = new BlobWriter(2).column(new long[] {1, 2}, 0).seal();
        BlobReader tooFew = new BlobReader(blob);
        assertEquals(
                "its length is another",
                assertThrows(DamagedBlobException.class, tooFew::end).getMessage());
        BlobReader tooMany = new BlobReader(blob);
        tooMany.column(new long[2], 0);
        assertEquals(
                "it ends too early",
                assertThrows(DamagedBlobException.class, () -> tooMany.column(new long[2], 0))
                        .getMessage());
    }

    private static void assertDamaged(byte[] blob) {
        assertThrows(DamagedBlobException.class, () -> {
            BlobReader reader = new BlobReader(blob, 7, 8);
            reader.column(new long[5], 0);
            reader.end();
        });
    }

    /** Up to the largest counts, often multiples of something, sometimes all equal, sometimes below zero. */
    private static long[] numbers(Random random, int count) {
        long range = 1L << random.nextInt(45);
        long unit = random.nextBoolean() ? 1 : 1 + random.nextInt(100);
        long smallest = random.nextBoolean() ? 0 : random.nextLong(-31_557_014_167_219_200L, Sample.MAX_TOTAL);
        long[] numbers = new long[count];
        Arrays.setAll(numbers, i -> smallest + unit * random.nextLong(range));
        return numbers;
    }
}
