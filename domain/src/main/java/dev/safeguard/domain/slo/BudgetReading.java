package dev.safeguard.domain.slo;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of an SLO's error budget of a period is spent at one boundary, and how long the rest lasts. Buckets that are
 * not there count as traffic like the rest without errors, those that are still to come among them (see
 * {@link ErrorBudget#spent}), so a gap makes it look better than it was: {@link #coverage} says how much is known.
 *
 * @param asOf the boundary: within the period, or at its end
 * @param measured the events of the period up to the boundary, in how many of all its buckets
 * @param rateWindow the window before the boundary whose burn is taken for the present rate
 * @param rate what that window shows
 */
public record BudgetReading(
        Slo slo, BudgetPeriod period, Instant asOf, Measurement measured, Window rateWindow, Measurement rate) {

    public BudgetReading {
        if (asOf.isBefore(period.from(asOf)) || asOf.isAfter(period.until(asOf))) {
            throw new IllegalArgumentException(
                    "a budget is read within its period, from " + period.from(asOf) + " to " + period.until(asOf)
                            + ", was " + asOf);
        }
    }

    public Instant from() {
        return period.from(asOf);
    }

    /** Where the period ends: at the boundary, unless it is a month that goes on. */
    public Instant until() {
        return period.until(asOf);
    }

    private ErrorBudget budget() {
        return new ErrorBudget(slo.objective(), period.length(asOf));
    }

    /** The share of the budget that is spent; above 1 when overspent, empty when nothing was measured. */
    public Optional<Ratio> spent() {
        return budget().spent(measured);
    }

    /** The share that is left; negative when overspent. */
    public Optional<Ratio> left() {
        return budget().remaining(measured);
    }

    /** Whether something is left, and this share of the budget at least. */
    public boolean leaves(Ratio share) {
        return left().filter(left -> left.isGreaterThan(Ratio.ZERO) && left.compareTo(share) >= 0)
                .isPresent();
    }

    /**
     * How many events of the period may be bad, by its traffic so far: {@code (1 - objective) x total x buckets of the
     * period / buckets there are}. Zero where nothing was measured.
     */
    public Ratio badAllowed() {
        return switch (measured) {
            case Measurement.Measured known ->
                Ratio.of(known.events().total(), 1)
                        .times(slo.objective().errorBudget())
                        .dividedBy(known.coverage().share());
            case Measurement.NoTraffic ignored -> Ratio.ZERO;
            case Measurement.Unmeasured ignored -> Ratio.ZERO;
        };
    }

    /** {@link #badAllowed} in whole events: so many are allowed and one more is not. */
    public long wholeBadAllowed() {
        Ratio allowed = badAllowed();
        return allowed.numerator().divide(allowed.denominator()).longValueExact();
    }

    /** How many more events may be bad; negative when overspent. */
    public long badLeft() {
        return wholeBadAllowed() - measured.counts().bad();
    }

    /** How many buckets the period has had up to the boundary. */
    public int bucketsSoFar() {
        return period.bucketsSoFar(asOf, slo.resolution());
    }

    /** The share of the buckets up to the boundary that is there; none before the first has passed. */
    public Ratio coverage() {
        int expected = bucketsSoFar();
        return expected == 0 ? Ratio.ZERO : Ratio.of(measured.coverage().present(), expected);
    }

    /** The present rate; empty where the window has no events. */
    public Optional<BurnRate> burn() {
        return rate.sli().map(known -> BurnRate.of(rate.counts(), slo.objective()));
    }

    /**
     * When the budget is gone at the present rate: {@code remaining budget fraction x period / burn} from the boundary
     * on. Errors that leave a rolling period meanwhile are not counted, so it may last longer. What the formula puts
     * after a whole rolling period is never: by then every error of now has left, and a rate that needs longer than
     * that for what is left needs less than the budget.
     */
    public Exhaustion exhaustion() {
        if (measured.sli().isEmpty()) {
            return new Exhaustion.Unknown();
        }
        Ratio left = left().orElseThrow();
        if (left.compareTo(Ratio.ZERO) <= 0) {
            return new Exhaustion.Gone();
        }
        long horizon = period.left(asOf).toSeconds();
        if (horizon == 0) {
            return new Exhaustion.Never();
        }
        return burn().map(burn -> exhaustion(left, burn, horizon)).orElseGet(Exhaustion.Unknown::new);
    }

    private Exhaustion exhaustion(Ratio left, BurnRate burn, long horizon) {
        if (burn.equals(BurnRate.ZERO)) {
            return new Exhaustion.Never();
        }
        Ratio seconds =
                left.times(Ratio.of(period.length(asOf).toSeconds(), 1)).dividedBy(burn.value());
        return seconds.isGreaterThan(Ratio.of(horizon, 1))
                ? new Exhaustion.Never()
                : new Exhaustion.At(asOf.plusSeconds(roundedUp(seconds)));
    }

    private static long roundedUp(Ratio positive) {
        BigInteger[] parts = positive.numerator().divideAndRemainder(positive.denominator());
        return parts[0].longValueExact() + parts[1].signum();
    }

    /** The share spent at the end of a month that goes on at the present rate; empty for a rolling period. */
    public Optional<Ratio> forecast() {
        return switch (period) {
            case BudgetPeriod.Rolling ignored -> Optional.empty();
            case BudgetPeriod.Month month -> {
                Duration left = month.left(asOf);
                yield left.isZero()
                        ? spent()
                        : spent().flatMap(spent -> burn().map(burn ->
                                spent.plus(budget().spentBy(burn, new Window(left)))));
            }
        };
    }

    /**
     * The first boundary at which a rolling period leaves this share of the budget again, if no more events are bad and
     * the traffic stays what it is; the boundary of this reading when it leaves that share now. A bucket is last
     * counted at the boundary that is the period's length after its start.
     *
     * @param buckets those of the period, oldest first
     * @throws IllegalStateException for a month, which gives nothing back, and where nothing was measured
     */
    public Instant backAt(List<Sample> buckets, Ratio share) {
        if (!(period instanceof BudgetPeriod.Rolling(Duration length)) || measured.sli().isEmpty()) {
            throw new IllegalStateException("only a rolling period with events in it gives budget back");
        }
        Ratio allowed = badAllowed();
        Ratio most = allowed.times(Ratio.ONE.minus(share));
        long bad = measured.counts().bad();
        if (isWithin(bad, most, allowed)) {
            return asOf;
        }
        for (Sample bucket : buckets) {
            if (bucket.counts().bad() > 0) {
                bad -= bucket.counts().bad();
                if (isWithin(bad, most, allowed)) {
                    return bucket.start().plus(length).plus(slo.resolution());
                }
            }
        }
        throw new IllegalArgumentException("the buckets given hold fewer bad events than were measured");
    }

    private static boolean isWithin(long bad, Ratio most, Ratio allowed) {
        Ratio seen = Ratio.of(bad, 1);
        return seen.compareTo(most) <= 0 && seen.compareTo(allowed) < 0;
    }

    /** The share of the period's budget that so many bad events are. */
    public Ratio shareOf(long bad) {
        return budget().shareOf(bad, measured);
    }

    /** The budget's figures for a timeline: what is left of which period, on what evidence, and the present rate. */
    public Figures figures() {
        Figures figures = Figures.NONE
                .with("slo", slo.name().value())
                .with("period", period.toString())
                .with("asOf", asOf.toString());
        if (left().isPresent()) {
            figures = figures.with("budgetLeft", left().get(), 4);
        }
        figures = figures.with("bad", measured.counts().bad())
                .with("badAllowed", wholeBadAllowed())
                .with("total", measured.counts().total())
                .with("coverage", coverage(), 4)
                .with("window", rateWindow);
        if (burn().isPresent()) {
            figures = figures.with("burn", burn().get().value(), 2);
        }
        return figures.with("badWindow", rate.counts().bad())
                .with("totalWindow", rate.counts().total());
    }
}
