package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The store beside the one in memory, with the same asked of both: ticks, histories, corrections, transactions that
 * fail, another process in between, the file closed and opened again.
 */
final class SampleStoreAgainstFakeTest {

    private static final int SLOS = 60;
    private static final int TRANSACTIONS = 200;

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    private final UnitOfWork fake = new InMemoryUnitOfWork();

    private Random random = new Random();
    private Instant now = Instant.EPOCH;
    private int resolution;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void bothHoldTheSame(long seed) {
        random = new Random(seed);
        resolution = List.of(1, 60, 3600).get(random.nextInt(3));
        now = Instant.ofEpochSecond(Math.floorDiv(random.nextLong(-3_000_000, 3_000_000), resolution) * (long) resolution);
        String told = "seed " + seed;
        for (int i = 0; i < TRANSACTIONS; i++) {
            UnitOfWork real = unitOfWork();
            if (random.nextInt(12) == 0) {
                failingTransaction(real);
            }
            List<List<Sample>> saves = IntStream.rangeClosed(0, random.nextInt(2))
                    .mapToObj(save -> samples())
                    .toList();
            boolean looking = random.nextInt(4) == 0;
            for (List<Sample> samples : saves) {
                List<Question> questions = looking ? questions(10) : List.of();
                List<Object> expected = fake.write(stores -> saveAndAsk(stores, samples, questions));
                assertEquals(expected, real.write(stores -> saveAndAsk(stores, samples, questions)), told);
            }
            if (random.nextInt(4) == 0) {
                List<Question> questions = questions(50);
                List<Object> expected = fake.read(stores -> ask(stores, questions));
                assertEquals(expected, real.read(stores -> ask(stores, questions)), told);
            }
            now = now.plusSeconds(resolution);
        }
        assertEquals(everything(fake), everything(unitOfWork()), told);
        assertEquals(everything(fake), fed(), told);
    }

    /** One process most of the time, at times another, at times a new one. */
    private UnitOfWork unitOfWork() {
        switch (random.nextInt(20)) {
            case 0 -> file.close();
            case 1, 2 -> {
                return file.another().unitOfWork();
            }
            default -> {}
        }
        return file.database().unitOfWork();
    }

    private void failingTransaction(UnitOfWork real) {
        List<Sample> lost = samples();
        try {
            real.commit(stores -> {
                stores.samples().save(lost);
                stores.samples().sum(slo(0), Instant.MIN, Instant.MAX);
                throw new ArithmeticException("no");
            });
        } catch (ArithmeticException expected) {
            assertEquals("no", expected.getMessage());
        }
    }

    private List<Sample> samples() {
        return switch (random.nextInt(20)) {
            case 0 -> history(slo(random.nextInt(SLOS)), now.minusSeconds(random.nextInt(400_000)), 4000);
            case 1 -> corrections();
            case 2 -> List.of();
            default -> tick();
        };
    }

    private List<Sample> tick() {
        List<Sample> tick = new ArrayList<>();
        for (int slo = 0; slo < SLOS; slo++) {
            if (random.nextInt(30) > 0) {
                tick.add(sample(slo(slo), now));
            }
        }
        return tick;
    }

    private List<Sample> history(SloName slo, Instant from, int buckets) {
        long first = Math.floorDiv(from.getEpochSecond(), resolution);
        return IntStream.range(0, random.nextInt(buckets))
                .filter(i -> random.nextInt(50) > 0)
                .mapToObj(i -> sample(slo, Instant.ofEpochSecond((first + i) * resolution)))
                .toList();
    }

    private List<Sample> corrections() {
        return IntStream.rangeClosed(0, random.nextInt(30))
                .mapToObj(i -> sample(
                        slo(random.nextInt(SLOS)),
                        now.minusSeconds((long) resolution * random.nextInt(random.nextBoolean() ? 5 : 300_000))))
                .toList();
    }

    private Sample sample(SloName slo, Instant start) {
        long total = random.nextInt(10) == 0 ? random.nextLong(Sample.MAX_TOTAL + 1) : random.nextInt(5000);
        return new Sample(slo, start, new EventCounts(random.nextInt(3) == 0 ? total : random.nextLong(total + 1), total));
    }

    private List<Question> questions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Instant from = now.minusMillis(random.nextInt(1_000_000_000)).plusSeconds(1000);
                    return new Question(slo(random.nextInt(SLOS + 1)), from, from.plusMillis(random.nextInt(1_000_000_000)));
                })
                .toList();
    }

    private static List<Object> saveAndAsk(Stores stores, List<Sample> samples, List<Question> questions) {
        stores.samples().save(samples);
        return ask(stores, questions);
    }

    private static List<Object> ask(Stores stores, List<Question> questions) {
        List<Object> answers = new ArrayList<>();
        for (Question question : questions) {
            SampleStore samples = stores.samples();
            answers.add(samples.sum(question.slo, question.from, question.until));
            answers.add(samples.newestStart(question.slo));
            if (answers.size() % 10 == 0) {
                answers.add(samples.find(question.slo, question.from, question.until));
            }
        }
        return answers;
    }

    private static List<Sample> everything(UnitOfWork unitOfWork) {
        return unitOfWork.read(stores -> IntStream.range(0, SLOS)
                .boxed()
                .flatMap(slo -> stores.samples().find(slo(slo), Instant.MIN, Instant.MAX).stream())
                .toList());
    }

    private List<Sample> fed() {
        List<Sample> fed = new ArrayList<>();
        file.database()
                .sampleFeed(Instant.MIN, Instant.MAX, Duration.ofSeconds(resolution))
                .feed(new SampleFeed.Sink() {
                    private Optional<SloName> slo = Optional.empty();

                    @Override
                    public void begin(SampleFeed.Order order, Duration length) {}

                    @Override
                    public void slo(int number, SloName name) {
                        slo = Optional.of(name);
                    }

                    @Override
                    public void sample(int number, long start, long good, long total) {
                        fed.add(new Sample(
                                slo.orElseThrow(), Instant.ofEpochSecond(start), new EventCounts(good, total)));
                    }
                });
        return fed;
    }

    private static SloName slo(int number) {
        return new SloName(number < 10 ? "slo-0" + number : "slo-" + number);
    }

    private record Question(SloName slo, Instant from, Instant until) {}
}
